import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Command, Key, Rejection } from '@/engine/index.ts';
import { auditOf, type ApiContext } from './api-context.ts';
import { jobResult } from './job-result.ts';
import { jobSearch, presentJobs } from './job-search.ts';
import { taskListenerRefusal } from './task-listener-refusal.ts';
import { sendJson, sendNothing } from './json-answer.ts';
import { pathKey } from './keys.ts';
import { rejected, type Problem } from './problem.ts';
import { anyBody, requiredBody } from './request-body.ts';
import { durationMs, isBlank, operationReferenceFault, refuseFaults } from './request-checks.ts';
import { searchPage } from './search/search-page.ts';

/** `POST /jobs/{key}/completion`, `/failure`, `/error`, `PATCH /jobs/{key}`, `POST /jobs/search`. */
export function jobRoutes(app: FastifyInstance, context: ApiContext): void {
  const { engine } = context;

  app.post('/jobs/:jobKey/completion', async (request, reply) => {
    const jobKey = pathKey(request, 'jobKey');
    const body = anyBody(request);
    await run(
      request,
      { type: 'completeJob', jobKey, variables: body.variables('variables'), ...jobResult(body) },
      'COMPLETE',
      'complete job',
    );
    return sendNothing(reply);
  });

  app.post('/jobs/:jobKey/failure', async (request, reply) => {
    const jobKey = pathKey(request, 'jobKey');
    const body = anyBody(request);
    await run(
      request,
      {
        type: 'failJob',
        jobKey,
        retries: body.integer('retries') ?? 0,
        retryAfterMs: durationMs(body.long('retryBackOff')),
        errorMessage: body.text('errorMessage'),
        errorDetails: null,
        localVariables: body.variables('variables'),
      },
      'FAIL',
      'fail job',
    );
    return sendNothing(reply);
  });

  app.post('/jobs/:jobKey/error', async (request, reply) => {
    const jobKey = pathKey(request, 'jobKey');
    const body = requiredBody(request);
    const errorCode = body.text('errorCode') ?? '';
    refuseFaults([isBlank(errorCode) && 'No errorCode provided.']);
    await run(
      request,
      {
        type: 'throwJobError',
        jobKey,
        errorCode,
        errorMessage: body.text('errorMessage'),
        variables: body.variables('variables'),
      },
      'THROW_ERROR',
      'throw an error for job',
    );
    return sendNothing(reply);
  });

  app.patch('/jobs/:jobKey', async (request, reply) => {
    const jobKey = pathKey(request, 'jobKey');
    const body = requiredBody(request);
    const changes = body.object('changeset');
    const retries = changes?.integer('retries') ?? null;
    const timeout = changes?.long('timeout') ?? null;
    refuseFaults([
      retries === null && timeout === null && 'At least one of [retries, timeout] is required.',
      operationReferenceFault(body),
    ]);
    if (retries !== null) await setRetries(request, jobKey, retries);
    if (timeout !== null) await setTimeout(jobKey, timeout);
    return sendNothing(reply);
  });

  app.post('/jobs/search', async (request, reply) =>
    sendJson(reply, await searchPage(engine.search, jobSearch, anyBody(request), (rows) => presentJobs(engine, rows))),
  );

  async function run(
    request: FastifyRequest,
    command: Command & { readonly jobKey: Key },
    name: string,
    doing: string,
  ): Promise<void> {
    const executed = await engine.execute(
      command,
      command.type === 'setJobRetries'
        ? {
            audit: auditOf(request, {
              operation: 'job.retries',
              risk: 'low',
              targetKind: 'job',
              targetKey: command.jobKey,
              after: { retries: command.retries },
            }),
          }
        : {},
    );
    if (executed.kind === 'rejection') throw jobRefusal(name, doing, command.jobKey, executed);
  }

  async function setRetries(request: FastifyRequest, jobKey: Key, retries: number): Promise<void> {
    if (retries < 1) {
      const job = await engine.search.get('job', jobKey);
      if (job === null || job.endedAt !== null)
        throw jobRefusal('UPDATE', 'update job', jobKey, {
          kind: 'rejection',
          code: 'notFound',
          details: {},
          message: '',
        });
      throw rejected('UPDATE', {
        kind: 'rejection',
        code: 'invalidArgument',
        details: {},
        message: `Expected to update retries for job with key '${jobKey}' with a positive amount of retries, but the amount given was '${retries}'`,
      });
    }
    await run(request, { type: 'setJobRetries', jobKey, retries }, 'UPDATE', 'update job');
  }

  async function setTimeout(jobKey: Key, timeout: number): Promise<void> {
    const changed = await engine.changeLease({
      jobKey,
      worker: null,
      until: engine.now() + durationMs(timeout),
      mode: 'timeout',
    });
    if (changed.kind !== 'rejection') return;
    if (changed.details.reason === 'notActivated')
      throw rejected(
        'UPDATE',
        { ...changed, code: 'invalidArgument' },
        { invalidArgument: `Expected to update the timeout of job with key '${jobKey}', but it is not active` },
      );
    throw jobRefusal('UPDATE', 'update job', jobKey, changed);
  }
}

/** A job that has ended is not found any more; one that waits for its incident says so. */
function jobRefusal(command: string, doing: string, jobKey: Key, rejection: Rejection): Problem {
  const { state, reason, type, instanceKey, elementIds } = rejection.details;
  const refusedOfTask = taskListenerRefusal(jobKey, rejection);
  const expected = `Expected to ${doing} with key '${jobKey}', but`;
  return rejected(command, rejection, {
    notFound: `Expected to ${doing} with key '${jobKey}', but no such job was found`,
    ...(reason === 'listener'
      ? {
          invalidState: `Cannot throw BPMN error from EXECUTION_LISTENER job with key '${jobKey}', type '${type}' and processInstanceKey '${instanceKey}'`,
        }
      : {}),
    ...(refusedOfTask === undefined ? {} : { invalidArgument: refusedOfTask }),
    ...(reason === 'taskListener'
      ? {
          invalidState: `Cannot throw BPMN error from TASK_LISTENER job with key '${jobKey}', type '${type}' and processInstanceKey '${instanceKey}'`,
        }
      : {}),
    ...(reason === 'unknownElements'
      ? { invalidArgument: `${expected} the elements [${elementIds}] cannot be activated in the ad-hoc sub-process` }
      : {}),
    ...(reason === 'fulfilledAndActivating'
      ? { invalidArgument: `${expected} elements cannot be activated when the completion condition is fulfilled` }
      : {}),
    ...(typeof state === 'string'
      ? { invalidState: `Expected to ${doing} with key '${jobKey}', but it is in state '${state}'` }
      : {}),
  });
}
