import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiContext } from './api-context.ts';
import { jobResult } from './job-result.ts';
import { jobSearch, presentJobs } from './job-search.ts';
import { updateJob } from './job-update.ts';
import { sendJson, sendNothing } from './json-answer.ts';
import { pathKey } from './keys.ts';
import { anyBody, requiredBody } from './request-body.ts';
import { durationMs, isBlank, refuseFaults } from './request-checks.ts';
import { type JobCommand, runOnJob } from './run-on-job.ts';
import { searchPage } from './search/search-page.ts';

/** `POST /jobs/{key}/completion`, `/failure`, `/error`, `PATCH /jobs/{key}`, `POST /jobs/search`. */
export function jobRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  const deed = (commandOf: (request: FastifyRequest) => JobCommand) => {
    return async (request: FastifyRequest, reply: FastifyReply) => {
      await runOnJob(engine, commandOf(request));
      return sendNothing(reply);
    };
  };
  app.post('/jobs/:jobKey/completion', deed(completion));
  app.post('/jobs/:jobKey/failure', deed(failure));
  app.post('/jobs/:jobKey/error', deed(thrownError));
  app.patch('/jobs/:jobKey', async (request, reply) => {
    await updateJob(engine, request);
    return sendNothing(reply);
  });
  app.post('/jobs/search', async (request, reply) =>
    sendJson(reply, await searchPage(engine.search, jobSearch, anyBody(request), (rows) => presentJobs(engine, rows))),
  );
}

function completion(request: FastifyRequest): JobCommand {
  const jobKey = pathKey(request, 'jobKey');
  const body = anyBody(request);
  return { type: 'completeJob', jobKey, variables: body.variables('variables'), ...jobResult(body) };
}

function failure(request: FastifyRequest): JobCommand {
  const jobKey = pathKey(request, 'jobKey');
  const body = anyBody(request);
  return {
    type: 'failJob',
    jobKey,
    retries: body.integer('retries') ?? 0,
    retryAfterMs: durationMs(body.long('retryBackOff')),
    errorMessage: body.text('errorMessage'),
    errorDetails: null,
    localVariables: body.variables('variables'),
  };
}

function thrownError(request: FastifyRequest): JobCommand {
  const jobKey = pathKey(request, 'jobKey');
  const body = requiredBody(request);
  const errorCode = body.text('errorCode') ?? '';
  refuseFaults([isBlank(errorCode) && 'No errorCode provided.']);
  return {
    type: 'throwJobError',
    jobKey,
    errorCode,
    errorMessage: body.text('errorMessage'),
    variables: body.variables('variables'),
  };
}
