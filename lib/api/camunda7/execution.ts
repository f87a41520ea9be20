import type { Call, RouteTable } from './call.ts';
import { isKey } from './ids.ts';
import { invalidRequest } from './rest-error.ts';
import { addScopeVariables } from './scope-variables.ts';

interface Execution { readonly key: string; readonly instanceKey: string; readonly tenantId: string | null }

/** `/execution`: an instance, or an element instance in it. */
export function executionRoutes(routes: RouteTable): void {
  routes.add('GET', '/execution/:id', async (call) => {
    const execution = await findExecution(call);
    if (execution === null) throw invalidRequest(`Execution with id ${call.param('id')} does not exist`, 404);
    return { id: execution.key, processInstanceId: execution.instanceKey, ended: false, tenantId: execution.tenantId };
  });
  addScopeVariables(routes, {
    path: '/execution/:id/localVariables', noun: 'execution', isLocal: true,
    missing: (id) => `execution ${id} doesn't exist: execution is null`,
    async find(call) {
      const execution = await findExecution(call);
      return execution === null ? null : { scopeKey: execution.key, instanceKey: execution.instanceKey };
    },
  });
}

/** Keys are unique over all tables, so an id means one of the two. */
async function findExecution(call: Call): Promise<Execution | null> {
  const id = call.param('id');
  if (!isKey(id)) return null;
  const [instance, element] = await Promise.all([call.engine.search.get('instance', id), call.engine.search.get('elementInstance', id)]);
  if (instance !== null && instance.endedAt === null) return { key: id, instanceKey: id, tenantId: instance.tenantId };
  return element !== null && element.endedAt === null ? { key: id, instanceKey: element.instanceKey, tenantId: element.tenantId } : null;
}
