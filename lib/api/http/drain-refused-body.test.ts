import { connect, type AddressInfo, type Socket } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drainRefusedBodies } from './drain-refused-body.ts';
import { DRAIN_TIMEOUT_MS, MAX_DRAINED_BYTES } from './limits.ts';

/** What the server takes; what is sent is far more than a socket's buffers hold. */
const BODY_LIMIT = 1_024;
const SENT_BYTES = 12 * 1024 * 1024;
const PIECE = Buffer.alloc(256 * 1024, ' ');

let app: FastifyInstance;
beforeEach(async () => {
  app = Fastify({ bodyLimit: BODY_LIMIT });
  drainRefusedBodies(app);
  app.addHook('onRequest', async (request, reply) => {
    if (request.url === '/stranger')
      return reply.code(401).header('connection', 'close').send({ message: 'who are you' });
  });
  app.post('/', async () => ({ taken: true }));
  app.post('/stranger', async () => ({ taken: true }));
  await app.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(() => app.close());

interface Seen {
  readonly answer: string;
  readonly sentBytes: number;
  readonly afterMs: number;
  readonly error: string | null;
}

const isWritten = (socket: Socket, piece: Buffer): Promise<boolean> =>
  new Promise((resolve) => {
    socket.write(piece, (error) => {
      resolve(!error);
    });
  });

/** A client that first sends all it has, and reads the answer only then, as many do.. */
async function upload(path: string, { announced, sends }: { announced: number; sends: number }): Promise<Seen> {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  const begun = performance.now();
  let answer = '';
  let error: string | null = null;
  const over = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
      if (answer.includes('}')) resolve();
    });
    socket.on('error', (failure: NodeJS.ErrnoException) => {
      error = failure.code ?? failure.message;
      resolve();
    });
    socket.on('close', () => {
      resolve();
    });
  });
  await new Promise<void>((resolve) => {
    socket.once('connect', resolve);
  });
  await isWritten(
    socket,
    Buffer.from(
      `POST ${path} HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\ncontent-length: ${announced}\r\n\r\n`,
    ),
  );
  let sentBytes = 0;
  while (sentBytes < sends && (await isWritten(socket, PIECE))) sentBytes += PIECE.length;
  await over;
  socket.destroy();
  return { answer, sentBytes, afterMs: performance.now() - begun, error };
}

describe('a body that is refused while it is still being sent', () => {
  it('is read to its end, so that its client sees 413 and no reset', async () => {
    const { answer, sentBytes, error } = await upload('/', { announced: SENT_BYTES, sends: SENT_BYTES });
    expect(sentBytes).toBe(SENT_BYTES);
    expect(error).toBeNull();
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('is not waited for longer than a bound: a client that stops in the middle has its 413 by then', async () => {
    const { answer, afterMs } = await upload('/', { announced: SENT_BYTES, sends: PIECE.length });
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(afterMs).toBeGreaterThanOrEqual(DRAIN_TIMEOUT_MS - 50);
  });

  it('is read within a bound of bytes only: a client that sends without end is cut off', async () => {
    const endless = 8 * MAX_DRAINED_BYTES;
    const { sentBytes } = await upload('/', { announced: endless, sends: endless });
    expect(sentBytes).toBeLessThan(endless);
  });

  it('of a stranger is not read at all', async () => {
    const { sentBytes, afterMs } = await upload('/stranger', { announced: SENT_BYTES, sends: SENT_BYTES });
    expect(sentBytes).toBeLessThan(SENT_BYTES);
    expect(afterMs).toBeLessThan(DRAIN_TIMEOUT_MS);
  });

  it('of a size that is taken is answered with 200', async () => {
    const body = '{"a":1}';
    const response = await fetch(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(response.status).toBe(200);
  });
});
