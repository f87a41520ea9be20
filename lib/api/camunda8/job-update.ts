import type { FastifyRequest } from 'fastify';
import type { Engine, Key } from '@/engine/index.ts';
import { auditOf } from './api-context.ts';
import { JOB_UPDATE, jobRefusal } from './job-refusal.ts';
import { pathKey } from './keys.ts';
import { rejected } from './problem.ts';
import { requiredBody } from './request-body.ts';
import { durationMs, operationReferenceFault, refuseFaults } from './request-checks.ts';
import { runOnJob } from './run-on-job.ts';

/** `PATCH /jobs/{key}`: other attempts, another end of the lease, or both, or what is wrong with either and neither. */
export async function updateJob(engine: Engine, request: FastifyRequest): Promise<void> {
  const jobKey = pathKey(request, 'jobKey');
  const body = requiredBody(request);
  const changes = body.object('changeset');
  const retries = changes?.integer('retries') ?? null;
  const timeout = changes?.long('timeout') ?? null;
  refuseFaults([
    retries === null && timeout === null && 'At least one of [retries, timeout] is required.',
    operationReferenceFault(body),
  ]);
  if (retries !== null && retries < 1) await refuseRetries(engine, jobKey, retries, timeout !== null);
  if (timeout !== null) await setTimeout(engine, jobKey, timeout);
  if (retries !== null) await setRetries(engine, request, jobKey, retries);
}

async function setRetries(engine: Engine, request: FastifyRequest, jobKey: Key, retries: number): Promise<void> {
  const audit = auditOf(request, {
    operation: 'job.retries',
    risk: 'low',
    targetKind: 'job',
    targetKey: jobKey,
    after: { retries },
  });
  await runOnJob(engine, { type: 'setJobRetries', jobKey, retries }, audit);
}

const notActive = (jobKey: Key): string =>
  `Expected to update the timeout of job with key '${jobKey}', but it is not active`;

/** A job that is not there is not found, whatever number is asked for. */
async function refuseRetries(engine: Engine, jobKey: Key, retries: number, setsTimeout: boolean): Promise<never> {
  const job = await engine.search.get('job', jobKey);
  const rejection = { kind: 'rejection', details: {} } as const;
  if (job === null || job.endedAt !== null)
    throw jobRefusal(JOB_UPDATE, jobKey, { ...rejection, code: 'notFound', message: '' });
  const fault = `Expected to update retries for job with key '${jobKey}' with a positive amount of retries, but the amount given was '${retries}'`;
  const isActive = job.lockUntil !== null && job.lockUntil > engine.now();
  const message = setsTimeout && !isActive ? `${fault}, ${notActive(jobKey)}` : fault;
  throw rejected(JOB_UPDATE.command, { ...rejection, code: 'invalidArgument', message });
}

async function setTimeout(engine: Engine, jobKey: Key, timeout: number): Promise<void> {
  const changed = await engine.changeLease({
    jobKey,
    worker: null,
    until: engine.now() + durationMs(timeout),
    mode: 'timeout',
  });
  if (changed.kind !== 'rejection') return;
  if (changed.details.reason === 'notActivated')
    throw rejected(JOB_UPDATE.command, { ...changed, code: 'invalidArgument' }, { invalidArgument: notActive(jobKey) });
  throw jobRefusal(JOB_UPDATE, jobKey, changed);
}
