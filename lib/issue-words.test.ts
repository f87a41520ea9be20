import { expect, test } from 'vitest';
import { z } from 'zod';
import { issueInWords } from './issue-words.ts';

function said(schema: z.ZodType, value: unknown): readonly string[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).map(issueInWords);
}

test('what cannot be read is said without the words of the checker', () => {
  expect([
    said(z.enum(['-started', 'started']), 'drop'),
    said(z.coerce.number().int().min(1), 'abc'),
    said(z.coerce.number().int().min(1), '1.5'),
    said(z.coerce.number().int().min(1).max(9), '0'),
    said(z.coerce.number().int().min(1).max(9), '10'),
    said(z.string().min(1).max(3), 'abcd'),
    said(z.string().min(1), ''),
    said(z.string(), undefined),
    said(z.strictObject({}), { a: 1 }),
    said(z.array(z.string()).max(1), ['a', 'b']),
  ]).toEqual([
    ['One of -started, started.'],
    ['A number is expected.'],
    ['A whole number is expected.'],
    ['At least 1.'],
    ['At most 9.'],
    ['At most 3 characters.'],
    ['At least 1 character.'],
    ['A text is expected.'],
    ['Unknown here: a.'],
    ['At most 1 entry.'],
  ]);
});

test('a sentence of the schema stays', () => {
  expect(said(z.string().regex(/^\d+$/, 'A key has digits only.'), 'abc')).toEqual(['A key has digits only.']);
});
