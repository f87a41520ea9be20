import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { DRAIN_TIMEOUT_MS, MAX_DRAINED_BYTES } from './limits.ts';

/** Nothing is read for strangers: their connection may be reset. */
const STRANGER_STATUSES: ReadonlySet<number> = new Set([401, 403]);

/**
 * Reads on, and throws away, what a client still sends while its request is being refused. Closing the connection on
 * unread bytes resets it, and a client that is still writing would see the reset instead of the answer.
 */
export function drainRefusedBodies(app: FastifyInstance): void {
  // With a callback, since it is passed by every answer and nearly none has to wait.
  app.addHook('onSend', (request, reply, _payload, done) => {
    if (reply.statusCode < 400 || STRANGER_STATUSES.has(reply.statusCode) || request.raw.complete) done();
    else void drained(request.raw).then(() => done());
  });
}

/**
 * Resolves at the end of the body, or when a bound of bytes or time is reached: then the reset is the client's own
 * doing.
 */
function drained(body: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let size = 0;
    const limit = setTimeout(resolve, DRAIN_TIMEOUT_MS);
    const finish = (): void => {
      clearTimeout(limit);
      resolve();
    };
    body.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_DRAINED_BYTES) finish();
    });
    for (const event of ['end', 'close', 'error']) body.once(event, finish);
    body.unpipe();
    body.resume();
  });
}
