import pg from 'pg';
import { serialize } from 'pg-protocol';
import type { Statement } from './statement.ts';

/** Statements that a session keeps prepared, by their names. */
export type PreparedNames = Set<string>;

const RUN_TO_ITS_END = Buffer.concat([serialize.execute(), serialize.sync()]);

/**
 * A statement of which only one thing is asked: whether it was done. The library's own query copies its configuration,
 * has the columns of the answer described anew for each run, and makes objects of its rows, which together cost this
 * process as much as half of deciding the command that is written. This one goes out in one piece and reads nothing.
 */
class DoneQuery extends pg.Query {
  private readonly statement: Statement;
  private readonly prepared: PreparedNames;
  private readonly done: (error: Error | null) => void;

  constructor(statement: Statement, prepared: PreparedNames, done: (error: Error | null) => void) {
    super(statement.text);
    this.statement = statement;
    this.prepared = prepared;
    this.done = done;
  }

  override submit = ({ stream }: pg.Connection): void => {
    const { name = '', text, values } = this.statement;
    const bind = serialize.bind({ statement: name, values, valueMapper: parameter });
    stream.write(Buffer.concat([...(this.prepared.has(name) ? [] : parsing(name, text)), bind, RUN_TO_ITS_END]));
  };

  // What the library calls as the answer comes in.
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handleError(error: Error): void {
    this.done(error);
  }
  handleReadyForQuery(): void {
    const { name } = this.statement;
    if (name !== undefined) this.prepared.add(name);
    this.done(null);
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
  return Buffer.isBuffer(value) ? value : String(value);
}

/**
 * Runs a statement whose rows nobody reads. `prepared` belongs to the connection, and nothing else may prepare
 * statements of these names there. Throws what the database answers, or why it could not be asked.
 */
export function runBatch(connection: pg.Client, statement: Statement, prepared: PreparedNames): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.query(new DoneQuery(statement, prepared, (error) => (error ? reject(error) : resolve())));
  });
}
