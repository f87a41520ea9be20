import type pg from 'pg';
import { type PreparedNames, PreparedQuery } from './prepared-query.ts';
import type { Statement } from './statement.ts';

/**
 * A statement of which only one thing is asked: whether it was done. To have its rows described and made into objects
 * would cost this process as much as half of deciding the command that is written.
 */
class DoneQuery extends PreparedQuery {
  private readonly done: (error: Error | null) => void;

  constructor(statement: Statement, prepared: PreparedNames, done: (error: Error | null) => void) {
    super(statement, prepared);
    this.done = done;
  }

  handleDataRow(): void {}
  protected ends(error: Error | null): void {
    this.done(error);
  }
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
