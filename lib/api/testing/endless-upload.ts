import { request } from 'node:http';
import { expect } from 'vitest';

const MEGABYTE = 1024 * 1024;
const SENT_MEGABYTES = 100;
/** What the test itself and the sockets hold is in it, too. */
const MOST_GROWTH_MEGABYTES = 64;

interface Upload {
  readonly status: number;
  readonly sentMegabytes: number;
  /** Of the memory of this process, in which the server runs as well. */
  readonly grownMegabytes: number;
}

/**
 * Sends 100 MB piece by piece, as they are taken, until the server answers. Throws where it cuts the connection without
 * an answer.
 */
function upload(url: string, head: string, headers: Readonly<Record<string, string>> = {}): Promise<Upload> {
  const before = process.memoryUsage().rss;
  const piece = Buffer.alloc(MEGABYTE, 'x');
  let most = before;
  let sent = 0;
  return new Promise((resolve, reject) => {
    const client = request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': SENT_MEGABYTES * MEGABYTE, ...headers },
    });
    let status: number | null = null;
    const send = (): void => {
      most = Math.max(most, process.memoryUsage().rss);
      if (status !== null || sent >= SENT_MEGABYTES - 1) return;
      sent += 1;
      if (client.write(piece)) setImmediate(send);
      else client.once('drain', send);
    };
    client.on('response', (response) => {
      status = response.statusCode ?? 0;
      resolve({ status, sentMegabytes: sent, grownMegabytes: (most - before) / MEGABYTE });
      response.destroy();
      client.destroy();
    });
    client.on('error', (error) => {
      if (status === null) reject(error);
    });
    client.write(head);
    send();
  });
}

/** Whoever writes at the very moment at which the other side closes sees that, and not the answer before it. */
const ATTEMPTS = 5;

async function answered(send: () => Promise<Upload>): Promise<Upload> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      const isCut =
        error instanceof Error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ECONNRESET');
      if (!isCut || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Refused before all has come, and nothing of it is held. */
export async function refusedWhileSent(
  url: string,
  head: string,
  headers?: Readonly<Record<string, string>>,
  refusal = 413,
): Promise<void> {
  const { status, sentMegabytes, grownMegabytes } = await answered(() => upload(url, head, headers));
  expect(status).toBe(refusal);
  expect(sentMegabytes).toBeLessThan(SENT_MEGABYTES - 1);
  expect(grownMegabytes).toBeLessThan(MOST_GROWTH_MEGABYTES);
}
