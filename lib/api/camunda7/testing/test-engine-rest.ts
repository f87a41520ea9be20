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
}

export interface TestEngineRest {
  readonly engine: Engine;
  /** With `/engine-rest`. */
  readonly base: string;
  /** What the server told of failures of its own; empty at the end of every good test. */
  readonly failures: readonly string[];
  /** `body`: an object is sent as JSON, a text as it is. */
  call(request: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  deploy(name: string, xml: string, fields?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Starts an instance and gives its id. */
  start(processId: string, variables?: Readonly<Record<string, unknown>>, businessKey?: string): Promise<string>;
  /** Locks one task of the topic and gives its id. */
  lock(topic: string, workerId?: string, lockDuration?: number): Promise<string>;
  close(): Promise<void>;
}

/** The real listener with the real engine on a database of its own. Jobs run by request only. */
export async function startEngineRest(authentication: AuthenticationOptions = { mode: 'none' }): Promise<TestEngineRest> {
  const database = await createTestDatabase();
  const engine = await startEngine({ databaseUrl: database.url, isJobExecutorOn: false });
  const failures: string[] = [];
  const server = await startApi({ engine, authentication, host: '127.0.0.1', port: 0, report: (message, details) => failures.push(`${message} ${JSON.stringify(details)}`) });
  const base = `http://127.0.0.1:${server.port}/engine-rest`;

  const send = async (request: string, body: string | FormData | undefined, headers: Readonly<Record<string, string>>): Promise<Answer> => {
    const [method = 'GET', path = ''] = request.split(' ');
    const response = await fetch(base + path, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    const type = response.headers.get('content-type');
    const content: unknown = type?.includes('json') && text !== '' ? JSON.parse(text) : null;
    return { status: response.status, type, text, body: content, at: (...path) => memberOf(content, path) };
  };
  const call: TestEngineRest['call'] = (request, body, headers = {}) =>
    send(request, body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body), { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers });

  return {
    engine, base, failures, call,
    deploy(name, xml, fields = {}) {
      const form = new FormData();
      form.set('deployment-name', name);
      for (const [field, value] of Object.entries(fields)) form.set(field, value);
      form.set('data', new Blob([xml]), `${name}.bpmn`);
      return send('POST /deployment/create', form, {});
    },
    start: async (processId, variables = {}, businessKey) => textOf(await call(`POST /process-definition/key/${processId}/start`, { variables, businessKey }), 'id'),
    lock: async (topic, workerId = 'w', lockDuration = 60_000) => textOf(await call('POST /external-task/fetchAndLock', { workerId, maxTasks: 1, asyncResponseTimeout: 5000, topics: [{ topicName: topic, lockDuration }] }), 0, 'id'),
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

/** A member that must be a text, an id say. */
export function textOf(answer: Answer, ...path: readonly (string | number)[]): string {
  const text = answer.at(...path);
  if (typeof text === 'string') return text;
  throw new Error(`there is no text at ${path.join('.')} in ${answer.status} ${answer.text}`);
}
