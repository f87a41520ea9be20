import { Prisma } from '@/lib/db.ts';
import { readLiteral, splitList, type WrittenValue } from '../filter/written-value.ts';

type Sql = Prisma.Sql;
const MAX_VALUES = 1_000;

/** What a text is compared with; a string of `problem` when that cannot be. */
export type Parsed<T> = { readonly value: T } | { readonly problem: string };

/**
 * `*` and `?` stand for any characters; without them the part may stand anywhere. A backslash takes their meaning away.
 */
export function likePattern(part: string): string {
  let hasWildcard = false;
  const pattern = part.replace(
    /\\([*?\\])|([*?])|([\\%_])/g,
    (_, escaped: string | undefined, wildcard: string | undefined, special: string | undefined) => {
      if (escaped !== undefined) return escaped === '\\' ? '\\\\' : escaped;
      if (wildcard === undefined) return `\\${special ?? ''}`;
      hasWildcard = true;
      return wildcard === '*' ? '%' : '_';
    },
  );
  return hasWildcard ? pattern : `%${pattern}%`;
}

export function startPattern(beginning: string): string {
  return `${beginning.replace(/[\\%_]/g, '\\$&')}%`;
}

/** A condition on one column with text, as a list's filter writes it. */
export function textCondition(column: Sql, { operator, ignoresCase, text }: WrittenValue): Parsed<Sql> {
  const values = (operator === 'in' || operator === 'nin' ? splitList(text) : [text]).map((each) => plain(each));
  if (values.length > MAX_VALUES) return { problem: `At most ${MAX_VALUES} values.` };
  const [value = ''] = values;
  const compared = ignoresCase ? Prisma.sql`lower(${column})` : column;
  const wanted = ignoresCase ? values.map((each) => each.toLowerCase()) : values;
  const isAmong = Prisma.sql`${compared} = any(${wanted}::text[])`;
  // The pattern is lowered once, where ilike would do it for each row.
  const pattern = (text: string) => Prisma.sql`${compared} like ${ignoresCase ? text.toLowerCase() : text}`;
  switch (operator) {
    case 'eq':
    case 'in':
      return { value: isAmong };
    case 'ne':
    case 'nin':
      return { value: Prisma.sql`(${isAmong}) is not true` };
    case 'like':
      return { value: pattern(likePattern(value)) };
    case 'starts':
      return { value: pattern(startPattern(value)) };
    case 'exists':
      return { value: Prisma.sql`${column} is not null` };
    case 'missing':
      return { value: Prisma.sql`${column} is null` };
    default:
      return { problem: 'Texts are compared with eq, ne, in, nin, like, starts, exists or missing.' };
  }
}

/** A value in double quotes is what is inside them. */
function plain(text: string): string {
  const literal = readLiteral(text);
  return literal.type === 'string' ? literal.text : text.trim();
}
