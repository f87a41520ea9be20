import pg from 'pg';
import { serialize } from 'pg-protocol';
import type { Statement } from './statement.ts';

/** Statements that a session keeps prepared, by their names. */
export type PreparedNames = Set<string>;

const RUN_TO_ITS_END = Buffer.concat([serialize.execute(), serialize.sync()]);

/**
 * A statement of which is known what it answers with. The library's own query copies its configuration, has the columns
 * of the answer described anew for each run, and goes out in five pieces. This one goes out in one and has nothing
 * described. `prepared` belongs to the session.
 */
export abstract class PreparedQuery extends pg.Query {
  private readonly statement: Statement;
  private readonly prepared: PreparedNames;

  constructor(statement: Statement, prepared: PreparedNames) {
    super(statement.text);
    this.statement = statement;
    this.prepared = prepared;
  }

  override submit = ({ stream }: pg.Connection): void => {
    const { name = '', text, values } = this.statement;
    const bind = serialize.bind({ statement: name, values, valueMapper: parameter });
    stream.write(Buffer.concat([...(this.prepared.has(name) ? [] : parsing(name, text)), bind, RUN_TO_ITS_END]));
  };

  /** Texts of a row's columns. */
  abstract handleDataRow(message: { readonly fields: readonly (string | null)[] }): void;
  /** It has run to its end, or `error` is why it has not. Called once: behind an error the library forgets it. */
  protected abstract ends(error: Error | null): void;

  // What the library calls as the answer comes in.
  handleCommandComplete(): void {}
  handleError(error: Error): void {
    this.ends(error);
  }
  handleReadyForQuery(): void {
    const { name } = this.statement;
    if (name !== undefined) this.prepared.add(name);
    this.ends(null);
  }
}

/** A run that failed may have left the name behind; to close one that is not there is no error. */
const parsing = (name: string, text: string): Buffer[] => [
  ...(name === '' ? [] : [serialize.close({ type: 'S', name })]),
  serialize.parse({ name, text }),
];

/** As the protocol sends a parameter: bytes in binary form, everything else as text. */
function parameter(value: unknown): Buffer | string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return `{${value.map(arrayMember).join(',')}}`;
  return Buffer.isBuffer(value) ? value : String(value);
}

const arrayMember = (value: unknown): string =>
  value === null ? 'NULL' : `"${String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
