import type { SubscriptionRow } from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import { eventSubscription } from './event-subscription.ts';
import { isKey } from './ids.ts';
import { elementAt } from './execution-element.ts';
import { executionList } from './execution-list.ts';
import { addList } from './query/list-routes.ts';
import { accepted } from './rejections.ts';
import { invalidRequest, restException } from './rest-error.ts';
import { addScopeVariables } from './scope-variables.ts';
import { explaining, readVariables } from './typed-values.ts';

interface Execution {
  readonly key: string;
  readonly instanceKey: string;
  readonly tenantId: string | null;
}

/** `/execution`: an instance, or an element instance in it, or a job that is a token beside others. */
export function executionRoutes(routes: RouteTable): void {
  addList(routes, { path: '/execution', hasPost: true }, executionList);
  routes.add('GET', '/execution/:id', async (call) => {
    const execution = await findExecution(call);
    if (execution === null) throw invalidRequest(`Execution with id ${call.param('id')} does not exist`, 404);
    return { id: execution.key, processInstanceId: execution.instanceKey, ended: false, tenantId: execution.tenantId };
  });
  routes.add('GET', '/execution/:id/messageSubscriptions/:name', async (call) => {
    const subscription = await findSubscription(call);
    if (subscription === null)
      throw invalidRequest(
        `Message event subscription for execution ${call.param('id')} named ${call.param('name')} does not exist`,
        404,
      );
    return eventSubscription(subscription);
  });
  routes.add('POST', '/execution/:id/signal', signal);
  routes.add('POST', '/execution/:id/messageSubscriptions/:name/trigger', trigger);
  addScopeVariables(routes, {
    path: '/execution/:id/localVariables',
    noun: 'execution',
    isLocal: true,
    missing: (id) => `execution ${id} doesn't exist: execution is null`,
    async find(call) {
      const execution = await findExecution(call);
      return execution === null ? null : { scopeKey: execution.key, instanceKey: execution.instanceKey };
    },
  });
}

async function findSubscription(call: Call): Promise<SubscriptionRow | null> {
  const id = call.param('id');
  const [found] = isKey(id)
    ? await call.engine.search.find('subscription', {
        where: [
          { field: 'elementInstanceKey', op: '=', value: id },
          { field: 'kind', op: '=', value: 'message' },
          { field: 'name', op: '=', value: call.param('name') },
          { field: 'closedAt', op: 'isNull' },
        ],
        limit: 1,
      })
    : [];
  return found ?? null;
}

/** Sends the token on from where it waits. */
async function signal(call: Call): Promise<undefined> {
  const id = call.param('id');
  const prefix = `Cannot signal execution ${id}`;
  const body = call.body();
  const variables = explaining(prefix, () => readVariables(body, 'variables'));
  const unknown = () => restException(500, `${prefix}: execution ${id} doesn't exist: execution is null`);
  const element = await elementAt(call, id);
  if (element === null) throw unknown();
  const failed = ({ message }: { readonly message: string }) => restException(500, `${prefix}: ${message}`);
  accepted(await call.engine.execute({ type: 'signalElement', elementInstanceKey: element.key, variables }), {
    notFound: unknown,
    failed,
    invalidState: failed,
  });
  return undefined;
}

/** Delivers the message to this one execution. */
async function trigger(call: Call): Promise<undefined> {
  const [id, name] = [call.param('id'), call.param('name')];
  const prefix = `Cannot trigger message ${name} for execution ${id}`;
  const body = call.body();
  const variables = explaining(prefix, () => readVariables(body, 'variables'));
  const subscription = await findSubscription(call);
  const unknown = () =>
    restException(
      500,
      `${prefix}: Execution with id '${id}' does not have a subscription to a message event with name '${name}': eventSubscriptions is empty`,
    );
  if (subscription === null) throw unknown();
  accepted(await call.engine.execute({ type: 'correlateMessage', subscriptionKey: subscription.key, variables }), {
    notFound: unknown,
    failed: ({ message }) => restException(500, `${prefix}: ${message}`),
    invalidState: ({ details, message }) =>
      restException(
        500,
        `${prefix}: ${details.reason === 'suspended' ? `ENGINE-03043 Execution with id '${id}' is suspended.` : message}`,
      ),
  });
  return undefined;
}

/** Keys are unique over all tables, so an id means one of them. */
const findExecution = (call: Call): Promise<Execution | null> => executionOf(call, call.param('id'));

/** null: none of this id runs. */
export async function executionOf(call: Call, id: string): Promise<Execution | null> {
  if (!isKey(id)) return null;
  const [instance, element, job] = await Promise.all([
    call.engine.search.get('instance', id),
    call.engine.search.get('elementInstance', id),
    call.engine.search.get('job', id),
  ]);
  if (instance !== null && instance.endedAt === null) return { key: id, instanceKey: id, tenantId: instance.tenantId };
  if (element !== null && element.endedAt === null)
    return { key: id, instanceKey: element.instanceKey, tenantId: element.tenantId };
  return job !== null && job.endedAt === null && job.instanceKey !== null && job.executionKey === id
    ? { key: id, instanceKey: job.instanceKey, tenantId: job.tenantId }
    : null;
}
