import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Key, LeasedJob } from '@/engine/index.ts';
import type { ApiContext } from './api-context.ts';
import { DEFAULT_TENANT, JsonText, sendJson, tenantName, variablesJson } from './json-answer.ts';
import { jobWords } from './job-words.ts';
import { userTaskProperties } from './user-task-properties.ts';
import { requiredBody } from './request-body.ts';
import { durationMs, isBlank, refuseFaults } from './request-checks.ts';

/** Jobs that one request can get, however many it asks for. */
const MAX_JOBS = 1000;
/** How long a request waits for its first job when it does not say so itself, and the longest that it may say. */
const DEFAULT_WAIT_MS = 10_000;
const MAX_WAIT_MS = 10 * 60_000;

/** `POST /jobs/activation`: leases jobs of a type for a worker, and waits for the first one. */
export function jobActivationRoutes(app: FastifyInstance, context: ApiContext): void {
  app.post('/jobs/activation', async (request, reply) => {
    const body = requiredBody(request);
    const type = body.text('type') ?? '';
    const timeout = body.long('timeout');
    const maxJobs = body.integer('maxJobsToActivate');
    const variables = body.texts('fetchVariable');
    const tenants = body.texts('tenantIds');
    const requestTimeout = body.long('requestTimeout') ?? 0;
    refuseFaults([
      isBlank(type) && 'No type provided.',
      timeout === null && 'No timeout provided.',
      timeout !== null && timeout < 1 && `The value for timeout is '${timeout}' but must be greater than 0.`,
      maxJobs === null && 'No maxJobsToActivate provided.',
      maxJobs !== null && maxJobs < 1 && `The value for maxJobsToActivate is '${maxJobs}' but must be greater than 0.`,
    ]);
    const worker = body.text('worker') ?? '';
    const signal = untilClientLeaves(reply);
    const jobs = await context.engine.leaseJobs({
      worker,
      types: [
        {
          type,
          leaseMs: durationMs(timeout),
          variables: variables === null || variables.length === 0 ? null : variables,
          tenantIds:
            tenants === null || tenants.length === 0
              ? [null]
              : tenants.map((tenant) => (tenant === DEFAULT_TENANT ? null : tenant)),
        },
      ],
      maxJobs: Math.min(maxJobs ?? 1, MAX_JOBS),
      byPriority: true,
      waitMs: requestTimeout < 0 ? 0 : Math.min(requestTimeout || DEFAULT_WAIT_MS, MAX_WAIT_MS),
      signal,
    });
    giveBackUnlessReceived(
      context,
      worker,
      jobs.map(({ key }) => key),
      signal,
    );
    return sendJson(reply, { jobs: jobs.map(presentJob) });
  });
}

/** Fires when the connection ends before the answer was sent. */
function untilClientLeaves(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** A worker that went away while it was being answered holds no job: others get them at once. */
function giveBackUnlessReceived(
  { engine, report }: ApiContext,
  worker: string,
  jobKeys: readonly Key[],
  signal: AbortSignal,
): void {
  if (jobKeys.length === 0) return;
  const giveBack = () => {
    for (const jobKey of jobKeys) {
      engine
        .changeLease({ jobKey, worker, until: null, mode: 'release' })
        .catch((error: unknown) => report('a lease could not be given back', { jobKey, error: String(error) }));
    }
  };
  if (signal.aborted) giveBack();
  else signal.addEventListener('abort', giveBack, { once: true });
}

function presentJob(job: LeasedJob) {
  return {
    // Clients from 8.8 on read `jobKey`, older ones `key`.
    jobKey: job.key,
    key: job.key,
    type: job.type,
    processInstanceKey: job.instanceKey,
    processDefinitionId: job.processId,
    processDefinitionVersion: job.definitionVersion,
    processDefinitionKey: job.definitionKey,
    elementId: job.elementId,
    elementInstanceKey: job.elementInstanceKey,
    customHeaders: job.headers,
    worker: job.worker,
    retries: job.retries ?? 0,
    deadline: new JsonText(String(job.until)),
    variables: variablesJson(job.variables),
    tenantId: tenantName(job.tenantId),
    ...jobWords(job.position),
    userTask: userTaskProperties(job),
    tags: [],
  };
}
