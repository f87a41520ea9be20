import type { CleanUpState } from '@/engine/index.ts';
import type { Call, Handler, Method, RouteTable } from '../call.ts';
import { dateText, optionalDateText } from '../dates.ts';
import { RestError, restException } from '../rest-error.ts';

/** The original has a job for it, whose retries nothing counts here. */
const RETRIES = 3;

/**
 * `/history/cleanup`: what is finished goes when its time has passed, in the configured hours or when somebody asks for
 * it.
 */
export function cleanUpRoutes(routes: RouteTable): void {
  routes.add('POST', '/history/cleanup', request);
  routes.add('GET', '/history/cleanup/configuration', async (call) => {
    const window = call.engine.historyCleanUp.window();
    return {
      batchWindowStartTime: optionalDateText(window?.from ?? null),
      batchWindowEndTime: optionalDateText(window?.until ?? null),
      enabled: true,
    };
  });
  routes.add('GET', '/history/cleanup/job', async (call) =>
    shownJob((await call.engine.historyCleanUp.state()) ?? missing('History cleanup job does not exist')),
  );
  routes.add('GET', '/history/cleanup/jobs', async (call) => [
    shownJob((await call.engine.historyCleanUp.state()) ?? missing('History cleanup jobs are empty')),
  ]);
}

function missing(message: string): never {
  throw restException(404, message, null);
}

async function request(call: Call): Promise<unknown> {
  const immediatelyDue = call.queryFlag('immediatelyDue', true);
  const state = await call.engine.historyCleanUp.request(immediatelyDue, {
    audit: call.audit('history.cleanUp', 'destructive', { after: { immediatelyDue } }),
  });
  // Without hours to wait for there is no job that could be shown: the original does not get over that either.
  if (state === null) throw new RestError(500, 'NullPointerException', 'There is no job of the clean-up.');
  return shownJob(state);
}

const shownJob = ({ key, createdAt, dueAt, isSuspended }: CleanUpState) => ({
  id: key,
  jobDefinitionId: null,
  processInstanceId: null,
  processDefinitionId: null,
  processDefinitionKey: null,
  executionId: null,
  exceptionMessage: null,
  failedActivityId: null,
  retries: RETRIES,
  dueDate: optionalDateText(dueAt),
  suspended: isSuspended,
  priority: 0,
  tenantId: null,
  createTime: dateText(createdAt),
  batchId: null,
});

/** The clean-up's job is shown and run like any other. */
const OF_JOB: ReadonlyMap<string, (call: Call, state: CleanUpState) => Promise<unknown>> = new Map<
  string,
  (call: Call, state: CleanUpState) => Promise<unknown>
>([
  ['GET /job/:id', async (_call, state) => shownJob(state)],
  [
    'POST /job/:id/execute',
    async (call) => {
      await call.engine.historyCleanUp.run();
      return undefined;
    },
  ],
]);

/** Jobs of Camunda 7 answer for the clean-up, too, where no other job has the id. */
export const withCleanUpJob =
  (addTo: (routes: RouteTable) => void) =>
  (routes: RouteTable): void =>
    addTo({
      add(method: Method, path: string, handler: Handler) {
        const ofCleanUp = OF_JOB.get(`${method} ${path}`);
        routes.add(
          method,
          path,
          ofCleanUp === undefined
            ? handler
            : async (call) => {
                const state = (await isJob(call)) ? null : await call.engine.historyCleanUp.state();
                return state !== null && state.key === call.param('id') ? ofCleanUp(call, state) : handler(call);
              },
        );
      },
      addUpload: (path, handler) => routes.addUpload(path, handler),
      onClose: (listener) => routes.onClose(listener),
    });

const isJob = async (call: Call): Promise<boolean> =>
  (await call.engine.search.count('job', { where: [{ field: 'key', op: '=', value: call.param('id') }], atMost: 1 })) >
  0;
