import type { Database } from '@/lib/db.ts';
import { batchCalls } from './as-request-of-batches.ts';
import { definitionCalls } from './as-request-of-definitions.ts';
import { instanceCalls } from './as-request-of-instances.ts';
import { jobCalls } from './as-request-of-jobs.ts';
import { messageCalls } from './as-request-of-messages.ts';
import { moveCalls } from './as-request-of-moves.ts';
import { taskCalls } from './as-request-of-tasks.ts';
import type { AsRequest, OperationName, OperationParameters } from './contract.ts';
import type { Plan } from './operation.ts';
import { requestFacts } from './request-facts.ts';
import type { CallsOf } from './rest-calls.ts';

/** Those that are not here have endpoints, and it is not told here how they are called. */
const CALLS: CallsOf = {
  ...instanceCalls,
  ...moveCalls,
  ...batchCalls,
  ...jobCalls,
  ...taskCalls,
  ...messageCalls,
  ...definitionCalls,
};

/** The calls over the APIs that do the same as an operation, without its checks; or why there are none. */
export async function asRequest<N extends OperationName>(
  database: Database,
  name: N,
  parameters: OperationParameters<N>,
  plan: Pick<Plan, 'target' | 'chosen'>,
): Promise<AsRequest> {
  const callsOf: CallsOf[N] = CALLS[name];
  if (callsOf === undefined) return { kind: 'untold' };
  const calls = callsOf(parameters, await requestFacts(database, name, parameters, plan));
  return calls === undefined ? { kind: 'untold' } : calls === null ? { kind: 'none' } : { kind: 'calls', calls };
}
