import { createReadStream } from 'node:fs';

/**
 * The lines of a text, which end with `\n` or `\r\n` and nothing else: text within JSON may hold U+2028 and U+2029, at
 * which Node's own reader of lines ends one, too, in some of its versions.
 */
export async function* linesOfFile(file: string): AsyncGenerator<string> {
  let begun = '';
  for await (const chunk of createReadStream(file, 'utf8')) {
    const [first = '', ...others] = String(chunk).split('\n');
    begun += first;
    for (const next of others) {
      yield withoutReturn(begun);
      begun = next;
    }
  }
  if (begun !== '') yield withoutReturn(begun);
}

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line);
