import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
/** How the checker's own sentences begin; what does not begin so is ours already. */
const NOT_OURS = /^(Invalid|Too |Unrecognized)/;

/** What is wrong with a value, in the words of the product; a schema's own sentence stays. */
export function issueInWords(issue: Issue): string {
  if (!NOT_OURS.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_value':
      return `One of ${issue.values.join(', ')}.`;
    case 'invalid_type':
      return EXPECTED[issue.expected] ?? 'This cannot be read.';
    case 'too_small':
      return `At least ${limitOf(issue.minimum, issue.origin)}.`;
    case 'too_big':
      return `At most ${limitOf(issue.maximum, issue.origin)}.`;
    case 'unrecognized_keys':
      return `Unknown here: ${issue.keys.join(', ')}.`;
    default:
      return 'This cannot be read.';
  }
}

const EXPECTED: Readonly<Record<string, string>> = {
  int: 'A whole number is expected.',
  number: 'A number is expected.',
  string: 'A text is expected.',
  boolean: 'true or false is expected.',
  array: 'A list is expected.',
  object: 'An object is expected.',
};
const COUNTED: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
};

function limitOf(limit: number | bigint, origin: string): string {
  const [one, many] = COUNTED[origin] ?? ['', ''];
  return `${limit} ${limit === 1 ? one : many}`.trim();
}
