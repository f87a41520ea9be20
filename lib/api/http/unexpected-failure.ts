import { randomUUID } from 'node:crypto';

/** Where failures of the server itself are told to its operators. */
export type ReportFailure = (message: string, details: Readonly<Record<string, unknown>>) => void;

/**
 * A failure that is ours: its cause goes to the log, the caller gets a number to ask with. Stack traces, SQL and paths
 * never leave the server.
 */
export function reportUnexpected(
  error: unknown,
  request: { readonly method: string; readonly path: string },
  report: ReportFailure,
): { correlationId: string; message: string } {
  const correlationId = randomUUID();
  report('request failed unexpectedly', {
    correlationId,
    ...request,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return {
    correlationId,
    message: `An unexpected failure occurred. Its number in the server's log is ${correlationId}.`,
  };
}
