import { Prisma } from '@/lib/db.ts';
import type { Literal, Operator, WrittenValue } from '../filter/written-value.ts';
import { exists } from './search-term.ts';

type Sql = Prisma.Sql;
const COMPARISON: Readonly<Partial<Record<Operator, string>>> = { gt: '>', gte: '>=', lt: '<', lte: '<=' };
const NUMBER = /^[+-]?\d{1,40}(\.\d{1,40})?([eE][+-]?\d{1,3})?$/;

/**
 * A condition on what lies inside a JSON value, in PostgreSQL's own path language: a step goes into each item of a list
 * where it names no number, and comparing what has different types is not true, never an error.
 */
export function jsonPathCondition(
  base: Sql,
  steps: readonly (string | number)[],
  written: WrittenValue,
  literals: readonly Literal[],
): Sql {
  const { operator, ignoresCase } = written;
  const place = `$${steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${JSON.stringify(step)}`)).join('')}`;
  const documents = Prisma.sql`${base} and v.type in ('Json', 'Object')`;
  const some = (path: string, values: object = {}) =>
    exists(
      Prisma.sql`${documents} and jsonb_path_exists(wheelhouse_json(v.text), ${path}::jsonpath,
        ${JSON.stringify(values)}::jsonb, true)`,
    );
  const sieve = sieveOf(written, literals);
  const where = ({ test, values }: Test) =>
    exists(
      Prisma.sql`${documents} and ${sieve === null ? Prisma.sql`true` : containsOne(sieve)}
        and jsonb_path_exists(wheelhouse_json(v.text), ${`${place} ? (${test})`}::jsonpath,
        ${JSON.stringify(values)}::jsonb, true)`,
    );
  const [first = { type: 'any', text: '' } as const, second = first] = literals;
  switch (operator) {
    case 'exists':
      return some(place);
    case 'missing':
      return Prisma.sql`not ${some(place)}`;
    case 'eq':
    case 'in':
      return literals.length === 0 ? Prisma.sql`false` : where(equalTest(literals, ignoresCase));
    case 'ne':
    case 'nin':
      return Prisma.sql`${some(place)}
        and not ${literals.length === 0 ? Prisma.sql`false` : where(equalTest(literals, ignoresCase))}`;
    case 'like':
      return where({
        test: `@ like_regex ${JSON.stringify(wildcards(first.text))} flag "${ignoresCase ? 'is' : 's'}"`,
        values: {},
      });
    case 'starts':
      return where(
        ignoresCase
          ? { test: `@ like_regex ${JSON.stringify(`^${escaped(first.text)}`)} flag "is"`, values: {} }
          : { test: '@ starts with $a', values: { a: first.text } },
      );
    case 'between':
      return where({
        test:
          [...(first.text === '' ? [] : ['@ >= $a']), ...(second.text === '' ? [] : ['@ <= $b'])].join(' && ') ||
          '@ == @',
        values: { a: scalar(first), b: scalar(second) },
      });
    default:
      return where({ test: `@ ${COMPARISON[operator] ?? '=='} $a`, values: { a: scalar(first) } });
  }
}

/**
 * Texts one of which stands in every document that matches, as JSON writes it, so that the others need not be read:
 * that is a fifth of the work. Null where nothing can be said: a number may be written in many ways.
 */
export function sieveOf(
  { operator, ignoresCase }: WrittenValue,
  literals: readonly Literal[],
): readonly string[] | null {
  const [first] = literals;
  if (ignoresCase || first === undefined) return null;
  switch (operator) {
    case 'eq':
    case 'in': {
      const written = literals
        .map((literal) => scalar(literal))
        .map((value) => (typeof value === 'number' ? null : JSON.stringify(value)));
      return written.every((each) => each !== null) ? written : null;
    }
    case 'starts':
      return [JSON.stringify(first.text).slice(0, -1)];
    case 'like': {
      const longest = first.text.split(/[*?]/).reduce((found, part) => (part.length > found.length ? part : found), '');
      // A backslash takes the meaning of a wildcard away.
      return longest === '' || first.text.includes('\\') ? null : [JSON.stringify(longest).slice(1, -1)];
    }
    default:
      return null;
  }
}

/** A document with a backslash may have written any character in another way. */
function containsOne(texts: readonly string[]): Sql {
  return Prisma.sql`(strpos(v.text, ${'\\'}) > 0 or ${Prisma.join(
    texts.map((text) => Prisma.sql`strpos(v.text, ${text}) > 0`),
    ' or ',
  )})`;
}

interface Test {
  readonly test: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What is written without a type is found as a number, as true or false, and as a text. */
function equalTest(literals: readonly Literal[], ignoresCase: boolean): Test {
  const values: Record<string, unknown> = {};
  const tests = literals.flatMap((literal, index) =>
    forms(literal).map((form, at) => {
      if (ignoresCase && typeof form === 'string')
        return `@ like_regex ${JSON.stringify(`^${escaped(form)}$`)} flag "is"`;
      values[`v${index}_${at}`] = form;
      return `@ == $v${index}_${at}`;
    }),
  );
  return { test: tests.join(' || '), values };
}

function forms(literal: Literal): readonly unknown[] {
  const { type, text } = literal;
  const typed = scalar(literal);
  return type === 'any' && typed !== text ? [typed, text] : [typed];
}

/** Digits that a number of JavaScript would lose are lost here too; identifiers that long are texts. */
function scalar({ type, text }: Literal): string | number | boolean | null {
  if (type === 'null') return null;
  if (type === 'string' || type === 'date') return text;
  if (NUMBER.test(text)) return Number(text);
  return text === 'true' ? true : text === 'false' ? false : text;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
function wildcards(part: string): string {
  if (!/(?<!\\)[*?]/.test(part)) return escaped(part);
  return `^${part
    .split(/(\*|\?)/)
    .map((each) => (each === '*' ? '.*' : each === '?' ? '.' : escaped(each)))
    .join('')}$`;
}
