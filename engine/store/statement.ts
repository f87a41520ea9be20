import type { Queryable } from './connection.ts';

/** A statement with its parameters; with a name it is prepared once per session. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: unknown[];
}

/** The name stands for the text. */
export interface NamedStatement extends Statement {
  readonly name: string;
}

const TRANSACTION_ABORTED = '25P02';

/**
 * Sends statements one behind the other without waiting for answers in between. When one fails, those behind it do
 * nothing, a last `commit` undoes, and the error of the first is thrown.
 */
export async function runTogether(connection: Queryable, statements: readonly Statement[]): Promise<void> {
  const outcomes = await Promise.allSettled(
    statements.map(({ name, text, values }) => connection.query({ name, text, values })),
  );
  const errors = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason as Error & { code?: string }] : [],
  );
  const cause = errors.find(({ code }) => code !== TRANSACTION_ABORTED) ?? errors[0];
  if (cause) throw cause;
}
