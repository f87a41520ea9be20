export interface JsonProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/**
 * Where a text stops being JSON, with line and column from 1; null: it is JSON. Browsers tell no place for short texts.
 */
export function jsonProblem(text: string): JsonProblem | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const position = firstMistake(text);
    const before = text.slice(0, position).split('\n');
    const message = error instanceof Error ? error.message : '';
    const found =
      position >= text.length
        ? 'the text ends too early'
        : `${JSON.stringify(text.slice(position, position + 1))} is not expected here`;
    return {
      line: before.length,
      column: (before.at(-1) ?? '').length + 1,
      message: /token|end of|expected/i.test(message) ? found : message,
    };
  }
}

type Expected = 'value' | 'valueOrEnd' | 'name' | 'nameOrEnd' | 'colon' | 'next' | 'end';
const TOKEN =
  /\s*(?:("(?:[^"\\\n\r\t]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|true\b|false\b|null\b)|([{}[\],:]))/y;

/** Position of the first token that may not stand where it stands. */
function firstMistake(text: string): number {
  const open: string[] = [];
  let expected: Expected = 'value';
  let at = 0;
  const after = (): Expected => (open.length === 0 ? 'end' : 'next');
  for (;;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    const start = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    if (match === null) return start;
    const [, string, scalar, mark] = match;
    if (string !== undefined && (expected === 'name' || expected === 'nameOrEnd')) expected = 'colon';
    else if ((string !== undefined || scalar !== undefined) && (expected === 'value' || expected === 'valueOrEnd'))
      expected = after();
    else if ((mark === '{' || mark === '[') && (expected === 'value' || expected === 'valueOrEnd')) {
      open.push(mark);
      expected = mark === '{' ? 'nameOrEnd' : 'valueOrEnd';
    } else if (mark === ':' && expected === 'colon') expected = 'value';
    else if (mark === ',' && expected === 'next') expected = open.at(-1) === '{' ? 'name' : 'value';
    else if (
      (mark === '}' && open.at(-1) === '{' && (expected === 'nameOrEnd' || expected === 'next')) ||
      (mark === ']' && open.at(-1) === '[' && (expected === 'valueOrEnd' || expected === 'next'))
    ) {
      open.pop();
      expected = after();
    } else return start;
    at = TOKEN.lastIndex;
  }
}

const INDENT = '  ';

/**
 * The same JSON, one member a line. The text is walked, not parsed and written anew: digits, escapes and the order of
 * names stay as they were.
 */
export function formatJson(text: string): string {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  let written = '';
  let depth = 0;
  const newLine = () => `\n${INDENT.repeat(depth)}`;
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    switch (token) {
      case '{':
      case '[':
        written += token;
        if (next === '}' || next === ']') break;
        depth += 1;
        written += newLine();
        break;
      case '}':
      case ']':
        if (tokens[index - 1] !== '{' && tokens[index - 1] !== '[') {
          depth -= 1;
          written += newLine();
        }
        written += token;
        break;
      case ',':
        written += `,${newLine()}`;
        break;
      case ':':
        written += ': ';
        break;
      default:
        written += token;
    }
  });
  return written;
}
