import { afterAll, beforeAll, expect } from 'vitest';
import { type Engine, startEngine } from '@/engine/index.ts';
import type { AuthenticationOptions } from '@/lib/api/auth/authentication.ts';
import { startApi } from '@/lib/api/server.ts';
import { createTestDatabase } from '@/scripts/test-database.ts';

export interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
  readonly body: unknown;
  /** A member of the body, undefined where there is none. */
  at(...path: readonly (string | number)[]): unknown;
  /** The same for what must be a text, an id say. */
  textAt(...path: readonly (string | number)[]): string;
}

/** What the tests of every dialect work with. */
export interface TestServer {
  readonly engine: Engine;
  /** Where the dialect's API stands. */
  readonly base: string;
  /** What the server told of failures of its own; empty at the end of every good test. */
  readonly failures: readonly string[];
  /** `body`: an object is sent as JSON, a text and a form as they are. */
  call(request: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  close(): Promise<void>;
}

export interface TestServerOptions {
  /** Of the dialect's API, `/engine-rest` say. */
  readonly path: string;
  /** false: jobs run by request only. */
  readonly isJobExecutorOn: boolean;
  readonly authentication?: AuthenticationOptions;
}

/** The real listener with the real engine on a database of its own. */
export async function startTestServer({
  path: prefix,
  isJobExecutorOn,
  authentication = { mode: 'none' },
}: TestServerOptions): Promise<TestServer & { readonly origin: string }> {
  const database = await createTestDatabase();
  const engine = await startEngine({ databaseUrl: database.url, isJobExecutorOn });
  const failures: string[] = [];
  const server = await startApi({
    engine,
    authentication,
    host: '127.0.0.1',
    port: 0,
    report: (message, details) => failures.push(`${message} ${JSON.stringify(details)}`),
  });
  const origin = `http://127.0.0.1:${server.port}`;
  return {
    engine,
    origin,
    base: origin + prefix,
    failures,
    async call(request, body, headers = {}) {
      const [method = 'GET', path = ''] = request.split(' ');
      const isJson = body !== undefined && !(body instanceof FormData);
      const response = await fetch(origin + prefix + path, {
        method,
        headers: { ...(isJson && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && {
          body: typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body),
        }),
      });
      return answerOf(response.status, response.headers.get('content-type'), await response.text());
    },
    async close() {
      await server.close();
      await engine.stop();
      await database.drop();
    },
  };
}

function answerOf(status: number, type: string | null, text: string): Answer {
  const body: unknown = type?.includes('json') && text !== '' ? JSON.parse(text) : null;
  const at: Answer['at'] = (...path) =>
    path.reduce<unknown>(
      (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
      body,
    );
  const textAt: Answer['textAt'] = (...path) => {
    const found = at(...path);
    if (typeof found === 'string') return found;
    throw new Error(`there is no text at ${path.join('.')} in ${status} ${text}`);
  };
  return { status, type, text, body, at, textAt };
}

/**
 * One server for all tests of a file or a `describe`: it starts before them, and at their end it must have told of no
 * failure of its own. What is given back can be used in tests and hooks.
 */
export function serverOfSuite<S extends TestServer>(start: () => Promise<S>): S {
  let started: S | null = null;
  beforeAll(async () => {
    started = await start();
  });
  afterAll(async () => {
    const server = started;
    if (server === null) return;
    expect(server.failures).toEqual([]);
    await server.close();
  });
  return new Proxy<S>(Object.create(null), {
    get(_target, name) {
      if (started === null) throw new Error('the server of these tests has not started yet');
      return Reflect.get(started, name);
    },
  });
}
