import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ApiContext, auditOf } from './api-context.ts';
import { sendNothing } from './json-answer.ts';
import { invalidArgument, Problem } from './problem.ts';
import { requiredBody } from './request-body.ts';

/** The scope that a client needs beside the API's own: moving the clock fires everybody's timers. */
const CLOCK_SCOPE = 'clock';
/** The end of the year 9999, in milliseconds: later dates have another written form. */
const LAST_INSTANT = 253_402_300_799_999;

/**
 * `PUT /clock`, `POST /clock/reset`: for tests of processes, whose timers, back-offs and message lifetimes follow it.
 */
export function clockRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.put('/clock', async (request, reply) => {
    checkScope(request);
    const timestamp = requiredBody(request).long('timestamp');
    if (timestamp === null) throw invalidArgument('No timestamp provided.');
    if (timestamp < 0 || timestamp > LAST_INSTANT)
      throw invalidArgument(`The value for timestamp is '${timestamp}' but must be between 0 and ${LAST_INSTANT}.`);
    // First: a clock that nobody can be found to have moved is not moved.
    await engine.audit(
      auditOf(request, { operation: 'clock.set', risk: 'high', after: { at: new Date(timestamp).toISOString() } }),
      { outcome: 'done', text: null },
    );
    engine.setClock(timestamp);
    return sendNothing(reply);
  });

  app.post('/clock/reset', async (request, reply) => {
    checkScope(request);
    await engine.audit(auditOf(request, { operation: 'clock.reset', risk: 'high' }), { outcome: 'done', text: null });
    engine.setClock(null);
    return sendNothing(reply);
  });
}

/** A listener without authentication stands on loopback only: then whoever calls owns the machine. */
function checkScope({ apiClient }: FastifyRequest): void {
  if (apiClient === null || apiClient.scopes.includes(CLOCK_SCOPE)) return;
  throw new Problem(
    403,
    'FORBIDDEN',
    `The client '${apiClient.id}' may not change the clock: it lacks the scope '${CLOCK_SCOPE}'.`,
  );
}
