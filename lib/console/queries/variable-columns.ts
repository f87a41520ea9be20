import { z } from 'zod';
import { authorize } from '@/lib/auth/authorize.ts';
import { Prisma } from '@/lib/db.ts';
import { readPath, splitList } from '../filter/written-value.ts';
import type { ColumnValue } from '../views/instance-view.ts';
import type { QueryContext } from './query.ts';
import { bigints } from './sql.ts';

const MAX_COLUMNS = 20;
const MAX_PATH_LENGTH = 500;
/** Characters of a value; a list has no room for more. */
const MAX_CHARACTERS = 300;
/** Values inside JSON go by JSON's own types. */
const JSON_TYPES: Readonly<Record<string, string>> = {
  string: 'String',
  number: 'Number',
  boolean: 'Boolean',
  null: 'Null',
  object: 'Json',
  array: 'Json',
};

export interface VariableColumn {
  readonly path: string;
  readonly name: string;
  readonly steps: readonly (string | number)[];
}

/** `amount,order.total`: variables and places inside their JSON. */
export const variablePaths = z
  .string()
  .max(MAX_COLUMNS * MAX_PATH_LENGTH)
  .optional()
  .transform((value, context): readonly VariableColumn[] => {
    const columns = splitList(value ?? '').flatMap((path) => {
      const place = path.includes('\u0000') || path.length > MAX_PATH_LENGTH ? null : readPath(path);
      if (place === null || place.ignoresCase)
        context.addIssue({ code: 'custom', message: `${path.slice(0, 60)} is no variable.` });
      return place === null ? [] : [{ path, name: place.name, steps: place.steps }];
    });
    if (columns.length > MAX_COLUMNS)
      context.addIssue({ code: 'custom', message: `At most ${MAX_COLUMNS} variables.` });
    return columns;
  });

interface Row {
  key: string;
  path: string;
  type: string;
  text: string | null;
  size: number;
}

/** Values of all rows of a page at once; the instance's own variable comes before those of its inner scopes. */
export async function variableColumns(
  { database, person }: QueryContext,
  keys: readonly string[],
  columns: readonly VariableColumn[],
  maxCharacters = MAX_CHARACTERS,
): Promise<ReadonlyMap<string, Readonly<Record<string, ColumnValue>>>> {
  if (keys.length === 0 || columns.length === 0 || !authorize(person, 'variable.read').isAllowed) return new Map();
  const rows = await database.$queryRaw<Row[]>(Prisma.sql`
    select distinct on (v.instance_key, c.path) v.instance_key::text as key, c.path, case when c.steps = '[]'
      then v.type else jsonb_typeof(j.value) end as type,
      left(case when c.steps = '[]' then v.text else j.value #>> '{}' end, ${maxCharacters}::int) as text,
      coalesce(length(case when c.steps = '[]' then v.text else j.value #>> '{}' end), 0) as size
    from unnest(${columns.map(({ path }) => path)}::text[], ${columns.map(({ name }) => name)}::text[],
      ${columns.map(({ steps }) => JSON.stringify(steps.map(String)))}::text[]) as c(path, name, steps)
    join variable v on v.name = c.name and v.instance_key = any(${bigints(keys)}) and v.removed_at is null
      and (c.steps = '[]' or v.type in ('Json', 'Object'))
    left join lateral (select wheelhouse_json(v.text) #> array(select jsonb_array_elements_text(c.steps::jsonb)) as value where c.steps <> '[]') j on true
    where c.steps = '[]' or j.value is not null
    order by v.instance_key, c.path, v.scope_key <> v.instance_key, v.key`);
  const byKey = new Map<string, Record<string, ColumnValue>>();
  for (const { key, path, type, text, size } of rows) {
    const values = byKey.get(key) ?? {};
    values[path] = {
      type: JSON_TYPES[type] ?? type,
      text: type === 'Bytes' || type === 'File' ? null : text,
      isCut: size > maxCharacters,
    };
    byKey.set(key, values);
  }
  return byKey;
}
