import type { JsonParameter } from './json-path-functions.ts';
import { parseJsonTree } from './json-tree.ts';
import { JuelFailure } from './juel-value.ts';

const OPENS = '([{';
const CLOSES = ')]}';

/** Where the parenthesis of a call is closed, from behind its opening; null: nowhere. */
export function endOfParameters(text: string, from: number): number | null {
  let open = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') open += 1;
    if (text[at] === ')') open -= 1;
    if (open === 0) return at;
  }
  return null;
}

/**
 * What stands within: JSON that begins as an object, a number or a text, and paths; whatever begins otherwise is passed
 * over. null: parentheses do not match, or a path is none. Throws for what is no JSON.
 */
export function readParameters(
  text: string,
  pathOf: (path: string) => JsonParameter | null,
): readonly JsonParameter[] | null {
  const written = parts(text);
  if (written === null) return null;
  const read = written.flatMap((part) => {
    const start = part.search(/[{\d"\-$@]/);
    if (start < 0) return [];
    const own = part.slice(start);
    return [own.startsWith('$') || own.startsWith('@') ? pathOf(own.trimEnd()) : writtenValue(own)];
  });
  const parameters = read.filter((parameter) => parameter !== null);
  return parameters.length === read.length ? parameters : null;
}

/** Divided by the commas that stand in no text, list or object. */
function parts(text: string): readonly string[] | null {
  const found = [''];
  let isQuoted = false;
  let open = 0;
  for (const [at, sign] of [...text].entries()) {
    if (sign === '"' && text[at - 1] !== '\\') isQuoted = !isQuoted;
    if (!isQuoted && OPENS.includes(sign)) open += 1;
    if (!isQuoted && CLOSES.includes(sign)) open -= 1;
    if (open < 0) return null;
    if (sign === ',' && !isQuoted && open === 0) found.push('');
    else found.push(`${found.pop() ?? ''}${sign}`);
  }
  return open === 0 ? found : null;
}

function writtenValue(text: string): JsonParameter {
  try {
    return { kind: 'value', value: parseJsonTree(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new JuelFailure(`spinjar.com.jayway.jsonpath.InvalidJsonException: ${error.message}`);
  }
}
