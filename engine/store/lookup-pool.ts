import pg from 'pg';
import { columnTypes, heard, sessions } from './connection.ts';
import { type PreparedNames, PreparedQuery } from './prepared-query.ts';
import type { Statement } from './statement.ts';

type Row = Record<string, unknown>;
type Texts = readonly (string | null)[];

/** Whoever finds rows by a key. Throws what the database answers, or why it could not be asked. */
export interface LookupSession {
  /** `R`: what the statement selects. */
  rowsOf<R extends Row>(statement: Statement): Promise<readonly R[]>;
}

interface Column {
  readonly name: string;
  readonly read: (text: string) => unknown;
}

/** Connections for what is found by a key, of each of the two kinds. */
const LOOKUP_POOL_SIZE = 4;
const PLANS = {
  planned: '-c plan_cache_mode=force_custom_plan',
  driven:
    '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off',
} as const;

/**
 * 'driven': its statements begin with the key, which alone can serve them, so their plan is made once and kept.
 * 'planned': its statements are read once and planned for each run; a plan that was made while the tables are empty
 * would walk a whole partial index (all live element instances, say) where a key is given.
 *
 * A statement with a name has the columns of its answer described once. To describe dozens of them anew costs both
 * sides as much as to find the row.
 */
export class LookupPool extends pg.Pool implements LookupSession {
  private readonly prepared = new WeakMap<pg.PoolClient, PreparedNames>();
  private readonly columns = new Map<string, readonly Column[]>();

  constructor(databaseUrl: string, kind: keyof typeof PLANS) {
    super(sessions(databaseUrl, 'wheelhouse-lookup', LOOKUP_POOL_SIZE, PLANS[kind]));
    heard(this);
  }

  async rowsOf<R extends Row>({ name, text, values }: Statement): Promise<readonly R[]> {
    const columns = name === undefined ? undefined : this.columns.get(name);
    if (columns) return (await this.run({ name, text, values })).map((texts) => rowOf(columns, texts) as R);
    const { rows, fields } = await this.query<R>({ text, values });
    if (name !== undefined) this.columns.set(name, fields.map(columnOf));
    return rows;
  }

  private async run(statement: Statement): Promise<readonly Texts[]> {
    const client = await this.connect();
    const prepared = this.prepared.get(client) ?? new Set();
    this.prepared.set(client, prepared);
    try {
      const rows = await new Promise<readonly Texts[]>((resolve, reject) => {
        client.query(new TextsQuery(statement, prepared, resolve, reject));
      });
      client.release();
      return rows;
    } catch (error) {
      client.release(error instanceof Error ? error : true);
      throw error;
    }
  }
}

/** A statement whose rows are kept as they come: what is in them is read when all of it went well. */
class TextsQuery extends PreparedQuery {
  private readonly rows: Texts[] = [];
  private readonly resolve: (rows: readonly Texts[]) => void;
  private readonly reject: (error: Error) => void;

  constructor(
    statement: Statement,
    prepared: PreparedNames,
    resolve: (rows: readonly Texts[]) => void,
    reject: (error: Error) => void,
  ) {
    super(statement, prepared);
    this.resolve = resolve;
    this.reject = reject;
  }

  handleDataRow({ fields }: { readonly fields: Texts }): void {
    this.rows.push(fields);
  }
  protected ends(error: Error | null): void {
    if (error === null) this.resolve(this.rows);
    else this.reject(error);
  }
}

const columnOf = ({ name, dataTypeID }: pg.FieldDef): Column => ({
  name,
  read: columnTypes.getTypeParser(dataTypeID, 'text'),
});

function rowOf(columns: readonly Column[], texts: Texts): Row {
  const row: Row = {};
  for (const [i, text] of texts.entries()) {
    const column = columns[i];
    if (column) row[column.name] = text === null ? null : column.read(text);
  }
  return row;
}
