import { Prisma } from '@/lib/db.ts';
import {
  type Literal,
  type Operator,
  readLiteral,
  readPath,
  readWritten,
  splitList,
  type VariablePath,
  type WrittenValue,
} from '../filter/written-value.ts';
import { jsonPathCondition, sieveOf } from './json-path-condition.ts';
import { momentOf } from './parameters.ts';
import { all, exists, source, type Source, type Term } from './search-term.ts';
import { likePattern, type Parsed, startPattern } from './text-condition.ts';

type Sql = Prisma.Sql;
const COMPARISON: Readonly<Partial<Record<Operator, string>>> = { gt: '>', gte: '>=', lt: '<', lte: '<=' };
const MAX_VALUES = 200;
/** The index holds this many characters of a value. */
const INDEXED_CHARACTERS = 100;
const MAX_NAMES = 1_000;
/**
 * Microseconds: to find a variable of an instance, to read a document of JSON, to search its text first, to read a row
 * in a range of an index, to read one and its text.
 */
const LOOKED = 2;
const PARSED = 5;
const SIFTED = 2;
const READ = 0.5;
const COMPARED = 1;
const NUMBER = /^[+-]?\d{1,40}(\.\d{1,40})?([eE][+-]?\d{1,3})?$/;
/** Variables of multi-instance activities, which no index of names and values holds: they are compared one by one. */
const COUNTERS: readonly string[] = ['loopCounter', 'nrOfInstances', 'nrOfCompletedInstances', 'nrOfActiveInstances'];
/** As the indexes say it, so that PostgreSQL sees that they hold what is looked for. */
const NO_COUNTER = Prisma.sql`v.name not in (${Prisma.raw(COUNTERS.map((name) => `'${name}'`).join(', '))})`;
/** Text of these is no value to compare. */
const TEXTUAL = Prisma.sql`v.type not in ('Bytes', 'File')`;

/**
 * `var.<path>=<operator>:<value>` as a condition on the instance `i`. Any scope of it counts; removed variables do not.
 */
export function variableCondition(path: string, written: string): Parsed<Term> {
  if (`${path}${written}`.includes('\u0000')) return { problem: 'A NUL character cannot be searched for.' };
  const place = readPath(path);
  if (place === null)
    return {
      problem:
        path === ''
          ? 'The name of the variable is missing.'
          : 'A variable is written as amount, order.total, order.items[0].sku, or in quotes where its name has dots.',
    };
  const value = readWritten(written, { operator: 'eq', ignoresCase: false });
  const literals = literalsOf(value);
  if (literals.length > MAX_VALUES) return { problem: `At most ${MAX_VALUES} values.` };
  const problem = literals.map(literalProblem).find((each) => each !== null);
  if (problem !== undefined && problem !== null) return { problem };
  if (value.operator === 'between' && literals.length !== 2) return { problem: 'between is written as between:1..5.' };
  const isOne = isCounter(place);
  const named = namedSql(place, isOne);
  if (place.steps.length > 0) {
    // An index knows who has such a document, not what is in it.
    const holders = valueSource(named, [], [Prisma.sql`v.type in ('Json', 'Object')`], READ, false);
    return {
      value: {
        check: jsonPathCondition(ofInstance(named), place.steps, value, literals),
        weight: LOOKED + (sieveOf(value, literals) === null ? PARSED : SIFTED),
        ...(value.operator !== 'missing' && !isOne && { source: holders }),
      },
    };
  }
  return { value: valueTerm({ named, isCounter: isOne }, value, literals) };
}

interface Named {
  readonly named: Sql;
  readonly isCounter: boolean;
}

function isCounter({ name, ignoresCase }: VariablePath): boolean {
  return COUNTERS.some((counter) => (ignoresCase ? counter.toLowerCase() === name.toLowerCase() : counter === name));
}

function namedSql({ name, ignoresCase }: VariablePath, isOneOfCounters: boolean): Sql {
  if (isOneOfCounters)
    return Prisma.sql`${ignoresCase ? Prisma.sql`lower(v.name) = lower(${name})` : Prisma.sql`v.name = ${name}`}
      and v.removed_at is null`;
  const named = ignoresCase
    ? Prisma.sql`v.name = any(array(select n from wheelhouse_variable_names(${MAX_NAMES}::int) n
      where lower(n) = lower(${name})))`
    : Prisma.sql`v.name = ${name}`;
  return Prisma.sql`${named} and ${NO_COUNTER} and v.removed_at is null`;
}

function ofInstance(named: Sql): Sql {
  return Prisma.sql`from variable v where v.instance_key = i.key and ${named}`;
}

function literalsOf({ operator, text }: WrittenValue): readonly Literal[] {
  switch (operator) {
    case 'exists':
    case 'missing':
      return [];
    case 'in':
    case 'nin':
      return splitList(text).map(readLiteral);
    case 'between':
      return text.split('..').map(readLiteral);
    default:
      return [readLiteral(text)];
  }
}

function literalProblem({ type, text }: Literal): string | null {
  if (type === 'number' && !NUMBER.test(text)) return `${text} is not a number.`;
  if (type === 'boolean' && text !== 'true' && text !== 'false') return `${text} is neither true nor false.`;
  if (type === 'date' && dateOf(text) === null) return `${text} is not a time: 2026-11-28T09:00:00Z, -24h and now are.`;
  return null;
}

function valueTerm(
  { named, isCounter }: Named,
  { operator, ignoresCase, text }: WrittenValue,
  literals: readonly Literal[],
): Term {
  const base = ofInstance(named);
  /** `indexed`: what of it an index of the names knows; the rest is compared row by row. */
  const some = (indexed: readonly Sql[], others: readonly Sql[] = [], weight = READ): Term => ({
    check: exists(Prisma.sql`${base} and ${all([...indexed, ...others])}`),
    weight: LOOKED,
    ...(!isCounter && { source: valueSource(named, indexed, others, weight) }),
  });
  const equal = () =>
    Prisma.join(
      literals.map((each) => equalSql(each, ignoresCase)),
      ' or ',
      '(',
      ')',
    );
  const [first = readLiteral(text), second = first] = literals;
  const like = (pattern: string) =>
    some(
      [],
      [
        TEXTUAL,
        Prisma.sql`${ignoresCase ? Prisma.sql`lower(v.text)` : Prisma.sql`v.text`} like ${ignoresCase ? pattern.toLowerCase() : pattern}`,
      ],
      COMPARED,
    );
  switch (operator) {
    case 'exists':
      return some([Prisma.sql`true`]);
    case 'missing':
      return { check: Prisma.sql`not ${exists(base)}`, weight: LOOKED };
    case 'eq':
    case 'in':
      return literals.length === 0
        ? { check: Prisma.sql`false`, weight: 0 }
        : literals.every((each) => isIndexed(each, ignoresCase))
          ? some([equal()])
          : some([], [equal()], COMPARED);
    case 'ne':
    case 'nin':
      return {
        check: Prisma.sql`${exists(base)}
          and not ${literals.length === 0 ? Prisma.sql`false` : exists(Prisma.sql`${base} and ${equal()}`)}`,
        weight: 2 * LOOKED,
        ...(!isCounter && { source: valueSource(named, [], [], READ, false) }),
      };
    case 'like':
      return like(likePattern(first.text));
    case 'starts':
      return like(startPattern(first.text));
    case 'between':
      return some(...betweenSql(first, second));
    default:
      return some(...comparedSql(operator, first));
  }
}

function valueSource(
  named: Sql,
  indexed: readonly Sql[],
  others: readonly Sql[],
  weight: number,
  isExact = true,
): Source {
  return source(
    Prisma.sql`v.instance_key`,
    Prisma.sql`from variable v where ${all([named, ...indexed])}`,
    others,
    weight,
    isExact,
  );
}

/** Whether an index leads to what equals it. */
function isIndexed({ type, text }: Literal, ignoresCase: boolean): boolean {
  return (
    type === 'number' ||
    type === 'boolean' ||
    type === 'date' ||
    ((type === 'any' || type === 'string') && !ignoresCase && text !== '')
  );
}

/** The indexed beginning first, then the whole value. */
function textSql(text: string): Sql {
  return Prisma.sql`(left(v.text, 100) = ${[...text].slice(0, INDEXED_CHARACTERS).join('')} and v.text = ${text})`;
}

/** As the index of numbers says it. */
const NUMERIC = Prisma.sql`v.type in ('Integer', 'Long', 'Short', 'Double')`;
const numberIs = (comparison: string, text: string): Sql =>
  Prisma.sql`(${NUMERIC} and wheelhouse_number(v.type, v.text) ${Prisma.raw(comparison)} ${text}::numeric)`;

function equalSql(literal: Literal, ignoresCase: boolean): Sql {
  const { type, text } = literal;
  switch (type) {
    case 'null':
      return Prisma.sql`v.type = 'Null'`;
    case 'number':
      return numberIs('=', text);
    case 'boolean':
      return Prisma.sql`(${textSql(text)} and v.type = 'Boolean')`;
    case 'date':
      return Prisma.sql`(v.type = 'Date' and v.text collate "C" = ${dateOf(text)})`;
    default: {
      const isSame = ignoresCase ? Prisma.sql`lower(v.text) = ${text.toLowerCase()}` : textSql(text);
      if (type === 'string') return Prisma.sql`(${isSame} and v.type = 'String')`;
      if (NUMBER.test(text))
        return Prisma.sql`(${numberIs('=', text)} or (${isSame} and wheelhouse_number(v.type, v.text) is null))`;
      return isSame;
    }
  }
}

/** What an index knows, and what is compared row by row. */
type Compared = [indexed: readonly Sql[], others?: readonly Sql[], weight?: number];

/** Numbers compare as numbers, without losing digits; times as times; everything else as text, letter by letter. */
function comparedSql(operator: Operator, literal: Literal): Compared {
  const comparison = COMPARISON[operator] ?? '=';
  const compare = Prisma.raw(comparison);
  const { type, text } = literal;
  if (type === 'number' || (type === 'any' && NUMBER.test(text))) return [[numberIs(comparison, text)]];
  const date = type === 'string' ? null : dateOf(text);
  if (date !== null) return [[Prisma.sql`v.type = 'Date' and v.text collate "C" ${compare} ${date}`]];
  if (type === 'boolean' || type === 'null') return [[Prisma.sql`false`]];
  return [[], [Prisma.sql`v.type in ('String', 'Xml') and v.text collate "C" ${compare} ${text}`], COMPARED];
}

function betweenSql(from: Literal, to: Literal): Compared {
  const bounds = [
    ...(from.text === '' ? [] : [comparedSql('gte', from)]),
    ...(to.text === '' ? [] : [comparedSql('lte', to)]),
  ];
  return [
    [Prisma.sql`true`, ...bounds.flatMap(([indexed]) => indexed)],
    bounds.flatMap(([, others]) => others ?? []),
    Math.max(READ, ...bounds.map(([, , weight]) => weight ?? READ)),
  ];
}

/** In the form in which dates are stored. */
export function dateOf(text: string): string | null {
  if (!/^(now|today|-\d+[smhdw]|\d{4}-\d{2}-\d{2}.*)$/.test(text)) return null;
  const at = momentOf(text);
  return at instanceof Date &&
    Math.abs(at.getTime()) < Number.MAX_SAFE_INTEGER &&
    at.getUTCFullYear() >= 0 &&
    at.getUTCFullYear() <= 9999
    ? at.toISOString()
    : null;
}
