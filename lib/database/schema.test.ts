import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';

const schemaDir = join(process.cwd(), 'prisma', 'schema');

/** A type of a column as `information_schema` names it, by the type of a field and its `@db.` attribute. */
const COLUMN_TYPES: Readonly<Record<string, string>> = {
  BigInt: 'int8',
  Int: 'int4',
  'Int @db.SmallInt': 'int2',
  String: 'text',
  Boolean: 'bool',
  Bytes: 'bytea',
  Json: 'jsonb',
  'Json @db.JsonB': 'jsonb',
  'DateTime @db.Timestamptz': 'timestamptz',
  'Decimal @db.Decimal': 'numeric',
  'BigInt[]': '_int8',
  'String[]': '_text',
};

/**
 * `table.column type null?` of each field that `prisma/schema` maps. An array that may be null cannot be said there.
 */
function mappedColumns(): string[] {
  const text = readdirSync(schemaDir)
    .map((file) => readFileSync(join(schemaDir, file), 'utf8'))
    .join('\n');
  return [...text.matchAll(/^model \w+ \{(.*?)^\}/gms)]
    .flatMap(([, body = '']) => {
      const table = /@@map\("(\w+)"\)/.exec(body)?.[1];
      return [...body.matchAll(/^ {2}(\w+)\s+(\w+(?:\[\])?)(\?)?(.*)$/gm)].map(
        ([, field, type, optional, attributes = '']) => {
          const column = /@map\("(\w+)"\)/.exec(attributes)?.[1] ?? field;
          const native = /@db\.\w+/.exec(attributes)?.[0];
          return `${table}.${column} ${COLUMN_TYPES[native === undefined ? `${type}` : `${type} ${native}`] ?? type}${optional === undefined ? '' : ' null'}`;
        },
      );
    })
    .sort();
}

describe('prisma/schema', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
  });

  it('maps every table and column as the migrations make them', async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ column: string }>(`
      select table_name || '.' || column_name || ' ' || udt_name || case when is_nullable = 'YES' and data_type <> 'ARRAY' then ' null' else '' end as column
      from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> '_prisma_migrations'`);
    await client.end();
    expect(mappedColumns()).toEqual(rows.map(({ column }) => column).sort());
  });
});
