import type { AuthenticationOptions } from '@/lib/api/auth/authentication.ts';
import { type Answer, serverOfSuite, startTestServer, type TestServer } from '@/lib/api/testing/test-server.ts';

export interface TestEngineRest extends TestServer {
  deploy(name: string, xml: string, fields?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Starts an instance and gives its id. */
  start(processId: string, variables?: Readonly<Record<string, unknown>>, businessKey?: string): Promise<string>;
  /** Locks one task of the topic and gives its id. */
  lock(topic: string, workerId?: string, lockDuration?: number): Promise<string>;
}

/** `/engine-rest`. Jobs run by request only. */
export async function startEngineRest(authentication?: AuthenticationOptions): Promise<TestEngineRest> {
  const server = await startTestServer({
    path: '/engine-rest',
    isJobExecutorOn: false,
    ...(authentication && { authentication }),
  });
  const { call } = server;
  return {
    ...server,
    deploy(name, xml, fields = {}) {
      const form = new FormData();
      form.set('deployment-name', name);
      for (const [field, value] of Object.entries(fields)) form.set(field, value);
      form.set('data', new Blob([xml]), `${name}.bpmn`);
      return call('POST /deployment/create', form);
    },
    start: async (processId, variables = {}, businessKey) =>
      (await call(`POST /process-definition/key/${processId}/start`, { variables, businessKey })).textAt('id'),
    lock: async (topic, workerId = 'w', lockDuration = 60_000) =>
      (
        await call('POST /external-task/fetchAndLock', {
          workerId,
          maxTasks: 1,
          asyncResponseTimeout: 5000,
          topics: [{ topicName: topic, lockDuration }],
        })
      ).textAt(0, 'id'),
  };
}

/** One for all tests of a file or a `describe`. */
export const engineRest = (authentication?: AuthenticationOptions): TestEngineRest =>
  serverOfSuite(() => startEngineRest(authentication));

/** A member that must be a text, an id say. */
export const textOf = (answer: Answer, ...path: readonly (string | number)[]): string => answer.textAt(...path);
