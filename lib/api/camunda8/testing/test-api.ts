import type { AuthenticationOptions } from '@/lib/api/auth/authentication.ts';
import { type Answer, serverOfSuite, startTestServer, type TestServer } from '@/lib/api/testing/test-server.ts';

export interface TestApi extends TestServer {
  /** Without `/v2`. */
  readonly base: string;
  deploy(...models: readonly (readonly [name: string, xml: string])[]): Promise<Answer>;
  start(processId: string, variables?: Readonly<Record<string, unknown>>): Promise<string>;
  /** Activates one job of the type and gives it. */
  job(type: string): Promise<{ readonly key: string; readonly body: unknown }>;
}

/** `/v2`, with timers and continuations as they come. */
export async function startTestApi(authentication?: AuthenticationOptions): Promise<TestApi> {
  const server = await startTestServer({
    path: '/v2',
    isJobExecutorOn: true,
    ...(authentication && { authentication }),
  });
  const { call } = server;
  return {
    ...server,
    base: server.origin,
    deploy(...models) {
      const form = new FormData();
      for (const [name, xml] of models) form.append('resources', new Blob([xml]), name);
      return call('POST /deployments', form);
    },
    start: async (processDefinitionId, variables = {}) =>
      (await call('POST /process-instances', { processDefinitionId, variables })).textAt('processInstanceKey'),
    async job(type) {
      const answer = await call('POST /jobs/activation', {
        type,
        worker: 'test',
        timeout: 60_000,
        maxJobsToActivate: 1,
        requestTimeout: 5000,
      });
      return { key: answer.textAt('jobs', 0, 'jobKey'), body: answer.at('jobs', 0) };
    },
  };
}

/** One for all tests of a file or a `describe`. */
export const testApi = (authentication?: AuthenticationOptions): TestApi =>
  serverOfSuite(() => startTestApi(authentication));
