import { startEngine, type Engine } from '@/engine/index.ts';
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
  /** The same for what must be a text, a key say. */
  textAt(...path: readonly (string | number)[]): string;
}

export interface TestApi {
  readonly engine: Engine;
  readonly base: string;
  /** What the server told of failures of its own; empty at the end of every good test. */
  readonly failures: readonly string[];
  /** `body`: an object is sent as JSON, a text as it is. */
  call(request: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  deploy(...models: readonly (readonly [name: string, xml: string])[]): Promise<Answer>;
  start(processId: string, variables?: Readonly<Record<string, unknown>>): Promise<string>;
  /** Activates one job of the type and gives it. */
  job(type: string): Promise<{ readonly key: string; readonly body: unknown }>;
  close(): Promise<void>;
}

/** The real listener with the real engine on a database of its own. */
export async function startTestApi(authentication: AuthenticationOptions = { mode: 'none' }): Promise<TestApi> {
  const database = await createTestDatabase();
  const engine = await startEngine({ databaseUrl: database.url, isJobExecutorOn: true });
  const failures: string[] = [];
  const server = await startApi({ engine, authentication, host: '127.0.0.1', port: 0, report: (message, details) => failures.push(`${message} ${JSON.stringify(details)}`) });
  const base = `http://127.0.0.1:${server.port}`;

  const send = async (request: string, body: string | FormData | undefined, headers: Readonly<Record<string, string>>): Promise<Answer> => {
    const [method = 'GET', path = ''] = request.split(' ');
    const response = await fetch(`${base}/v2${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    const type = response.headers.get('content-type');
    const content: unknown = type?.includes('json') && text !== '' ? JSON.parse(text) : null;
    return { status: response.status, type, text, body: content, at: (...parts) => memberOf(content, parts), textAt: (...parts) => textOf(content, parts) };
  };
  const call: TestApi['call'] = (request, body, headers = {}) =>
    send(request, body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body), { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers });

  return {
    engine, base, failures, call,
    deploy: (...models) => {
      const form = new FormData();
      for (const [name, xml] of models) form.append('resources', new Blob([xml]), name);
      return send('POST /deployments', form, {});
    },
    start: async (processDefinitionId, variables = {}) => (await call('POST /process-instances', { processDefinitionId, variables })).textAt('processInstanceKey'),
    job: async (type) => {
      const answer = await call('POST /jobs/activation', { type, worker: 'test', timeout: 60_000, maxJobsToActivate: 1, requestTimeout: 5000 });
      return { key: answer.textAt('jobs', 0, 'jobKey'), body: answer.at('jobs', 0) };
    },
    close: async () => {
      await server.close();
      await engine.stop();
      await database.drop();
    },
  };
}

function memberOf(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined), value);
}

function textOf(value: unknown, path: readonly (string | number)[]): string {
  const text = memberOf(value, path);
  if (typeof text === 'string') return text;
  throw new Error(`there is no text at ${path.join('.')} in ${JSON.stringify(value)}`);
}
