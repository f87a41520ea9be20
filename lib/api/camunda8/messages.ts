import type { FastifyInstance } from 'fastify';
import { senderOf, type ApiContext } from './api-context.ts';
import { DEFAULT_TENANT, sendJson } from './json-answer.ts';
import { commandProblem, rejected } from './problem.ts';
import { requiredBody, type RequestBody } from './request-body.ts';
import { checkTenant, durationMs, isBlank, refuseFaults } from './request-checks.ts';

/** `POST /messages/publication`, `/messages/correlation`, `/signals/broadcast`. */
export function messageRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/messages/publication', async (request, reply) => {
    const body = requiredBody(request);
    const message = readMessage(body);
    const timeToLiveMs = durationMs(body.long('timeToLive'));
    checkTenant(body.text('tenantId'), 'Publish Message');
    refuseFaults([isBlank(message.name) && 'No name provided.']);
    const variables = body.variables('variables');
    const messageId = body.text('messageId') || null;
    const published = await engine.publishMessage({
      ...message,
      variables,
      messageId,
      timeToLiveMs,
      mustCorrelate: false,
      sender: senderOf(request),
    });
    if (published.kind === 'published') return sendJson(reply, { messageKey: published.key, tenantId: DEFAULT_TENANT });
    if (published.details.reason !== 'alreadyExists') throw rejected('PUBLISH', published);
    throw commandProblem(
      'PUBLISH',
      409,
      'ALREADY_EXISTS',
      `Expected to publish a new message with id '${messageId}', but a message with that id was already published`,
    );
  });

  app.post('/messages/correlation', async (request, reply) => {
    const body = requiredBody(request);
    const message = readMessage(body);
    checkTenant(body.text('tenantId'), 'Correlate Message');
    refuseFaults([isBlank(message.name) && 'No messageName provided.']);
    const published = await engine.publishMessage({
      ...message,
      variables: body.variables('variables'),
      messageId: null,
      timeToLiveMs: 0,
      mustCorrelate: true,
      sender: senderOf(request),
    });
    if (published.kind === 'published')
      return sendJson(reply, {
        messageKey: published.key,
        tenantId: DEFAULT_TENANT,
        processInstanceKey: published.correlatedInstanceKey,
      });
    throw rejected('CORRELATE', published, {
      notFound: `Expected to find subscription for message with name '${message.name}' and correlation key '${message.correlationKey}', but none was found.`,
    });
  });

  app.post('/signals/broadcast', async (request, reply) => {
    const body = requiredBody(request);
    const name = body.text('signalName');
    checkTenant(body.text('tenantId'), 'Broadcast Signal');
    refuseFaults([name === null && 'No signalName provided.']);
    const { key } = await engine.broadcastSignal({
      name: name ?? '',
      variables: body.variables('variables'),
      tenantId: null,
      sender: senderOf(request),
    });
    return sendJson(reply, { signalKey: key, tenantId: DEFAULT_TENANT });
  });
}

function readMessage(body: RequestBody) {
  body.object('variables');
  return { name: body.text('name') ?? '', correlationKey: body.text('correlationKey') ?? '', tenantId: null };
}
