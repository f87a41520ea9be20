import type { Rejection } from '../../core/decision.ts';
import type { StartCause } from '../../core/start-cause.ts';
import type { Executed, ExecuteOptions } from '../../engine.ts';
import { inTransaction } from '../../store/connection.ts';
import { chooseInstance, endStartJob } from '../../store/start-jobs.ts';
import type { DueJob } from '../../store/lease-jobs.ts';
import type { DefinitionRegistry } from '../models/definition-registry.ts';
import type { Executor } from '../execute.ts';
import { armNextStart, countStartFailure, type StartFailureParts } from './start-failures.ts';

export interface StartJobsParts extends StartFailureParts {
  readonly definitions: DefinitionRegistry;
  readonly executor: Executor;
}

const OVER: Rejection = {
  kind: 'rejection',
  code: 'notFound',
  message: 'the job has run already, or its version is gone',
  details: {},
};
/**
 * A due job of a definition's start event: a timer, or a signal that was thrown asynchronously. First the key of its
 * instance is written into the job's row, once and for all; then the instance starts under that key; then this job ends
 * and the next one of a timer is armed, in one transaction. A node that dies anywhere in between leaves the job to
 * another, which finds the key: starting a tree that is there already changes nothing, so the start is neither lost nor
 * doubled. An attempt that fails is executed and counted, as that of any other job; its failure is in the result.
 */
export async function runStartJob(
  parts: StartJobsParts,
  job: DueJob,
  options: ExecuteOptions = {},
): Promise<Executed | Rejection> {
  const { pool, clock, keys, definitions, executor } = parts;
  const definition = await definitions.load(job.definition_key);
  if (!definition) return OVER;
  if (job.kind === 'signal' && definition.isSuspended) return passSuspended(parts, job);
  await keys.ensure();
  const instanceKey = await chooseInstance(pool, job.key, keys.next());
  // A newer version was deployed meanwhile, or somebody ran it by request.
  if (instanceKey === null) return OVER;
  const outcome = await executor.execute(
    instanceKey,
    {
      type: 'startInstance',
      instanceKey,
      definitionKey: definition.key,
      businessKey: null,
      tenantId: definition.tenantId,
      variables: {},
      startElementId: job.element_id,
      cause: causeOf(job),
    },
    options,
  );
  if (outcome.kind === 'rejection') {
    const isCounted = await countStartFailure(parts, job, definition, outcome, options.audit);
    if (!isCounted) return OVER;
    const { exception } = outcome.details;
    const failureException = typeof exception === 'string' ? exception : undefined;
    return { kind: 'executed', result: { failure: outcome.message, failureException }, version: 0 };
  }
  await inTransaction(pool, async (connection) => {
    const now = clock.now();
    if (await endStartJob(connection, job.key, now)) await armNextStart(connection, keys.next(), definition, job, now);
  });
  return { ...outcome, result: { ...outcome.result, instanceKey } };
}

/** A signal starts nothing in a definition that rests, and does not wait for it either. */
async function passSuspended({ pool, clock }: StartJobsParts, job: DueJob): Promise<Executed | Rejection> {
  const isEnded = await inTransaction(pool, (connection) => endStartJob(connection, job.key, clock.now()));
  return isEnded ? { kind: 'executed', result: {}, version: 0 } : OVER;
}

function causeOf({ kind, headers }: DueJob): StartCause {
  if (kind !== 'signal') return { kind: 'timer' };
  const { name, thrownBy } = headers ?? {};
  return {
    kind: 'signal',
    ...(name !== undefined && { name }),
    ...(thrownBy !== undefined && { sourceKey: thrownBy }),
  };
}
