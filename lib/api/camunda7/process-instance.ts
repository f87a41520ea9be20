import type { InstanceRow } from '@/engine/index.ts';
import { activityTree } from './activity-tree.ts';
import type { Call, RouteTable } from './call.ts';
import { isKey } from './ids.ts';
import { processInstance, processInstanceList } from './process-instance-list.ts';
import { addList } from './query/list-routes.ts';
import { accepted } from './rejections.ts';
import { RestError, invalidRequest } from './rest-error.ts';
import { addScopeVariables } from './scope-variables.ts';

/** `/process-instance`: what runs. */
export function processInstanceRoutes(routes: RouteTable): void {
  addList(routes, { path: '/process-instance', hasPost: true }, processInstanceList);
  routes.add('GET', '/process-instance/:id', async (call) => processInstance(await running(call)));
  routes.add('DELETE', '/process-instance/:id', cancel);
  routes.add('GET', '/process-instance/:id/activity-instances', async (call) =>
    activityTree(call, await running(call)),
  );
  addScopeVariables(routes, {
    path: '/process-instance/:id/variables',
    noun: 'process instance',
    isLocal: false,
    missing: (id) => `execution ${id} doesn't exist: execution is null`,
    async find(call) {
      const instance = await findRunning(call);
      return instance === null ? null : { scopeKey: instance.key, instanceKey: instance.key };
    },
  });
}

async function findRunning(call: Call): Promise<InstanceRow | null> {
  const id = call.param('id');
  const instance = isKey(id) ? await call.engine.search.get('instance', id) : null;
  return instance === null || instance.endedAt !== null ? null : instance;
}

async function running(call: Call): Promise<InstanceRow> {
  const instance = await findRunning(call);
  if (instance === null) throw invalidRequest(`Process instance with id ${call.param('id')} does not exist`, 404);
  return instance;
}

async function cancel(call: Call): Promise<undefined> {
  const id = call.param('id');
  const unknown = new RestError(
    404,
    'InvalidRequestException',
    `No process instance found for id '${id}': processInstance is null`,
    0,
  );
  const instance = await findRunning(call);
  if (instance === null) {
    if (call.queryFlag('failIfNotExists', true)) throw unknown;
    return undefined;
  }
  const skips = {
    keepsCalled: call.queryFlag('skipSubprocesses'),
    skipsListeners: call.queryFlag('skipCustomListeners'),
    skipsMappings: call.queryFlag('skipIoMappings'),
  };
  const audit = call.audit('instance.cancel', 'destructive', {
    targetKind: 'instance',
    targetKey: id,
    instanceKey: id,
    definitionKey: instance.definitionKey,
  });
  accepted(
    await call.engine.execute(
      { type: 'cancelInstance', instanceKey: id, reason: null, onlyRoot: false, ...skips },
      { audit },
    ),
    { notFound: () => unknown },
  );
  return undefined;
}
