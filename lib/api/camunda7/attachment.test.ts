import { expect, test } from 'vitest';
import { contentTypeOf } from './attachment.ts';

test.each<[string | undefined, string | undefined, string]>([
  ['text/plain', undefined, 'text/plain'],
  ['text/plain', 'UTF-8', 'text/plain;charset=UTF-8'],
  [undefined, undefined, 'application/octet-stream'],
  [undefined, 'UTF-8', 'application/octet-stream;charset=UTF-8'],
  ['text\r\nx: y', 'UTF-8', 'application/octet-stream'],
  ['text/plain', 'UTF-8\r\nx: y', 'application/octet-stream'],
  ['🚲', undefined, 'application/octet-stream'],
])('type %j with encoding %j is given out as %s', (mimeType, encoding, header) => {
  expect(contentTypeOf(mimeType, encoding)).toBe(header);
});
