import type { Call, RouteTable } from './call.ts';
import { evaluateConditions } from './condition.ts';
import { executionOf } from './execution.ts';
import { isKey } from './ids.ts';
import { accepted, rejected } from './rejections.ts';
import {
  badUserRequest,
  invalidRequest,
  nullValue,
  processEngineException,
  restException,
  suspended,
} from './rest-error.ts';
import { readVariables } from './typed-values.ts';

/**
 * What is thrown to everybody: signals, and variables at which conditions look. `POST /signal`: to all that wait for it
 * and all definitions that start with it, or to one execution.
 */
export function signalRoutes(routes: RouteTable): void {
  routes.add('POST', '/signal', signal);
  routes.add('POST', '/condition', evaluateConditions);
}

async function signal(call: Call): Promise<undefined> {
  const body = call.body();
  const name = body.name('name');
  if (name === null) throw invalidRequest('No signal name given');
  const variables = readVariables(body, 'variables');
  const executionId = body.text('executionId');
  const tenantId = body.text('tenantId') ?? (body.flag('withoutTenantId') ? null : undefined);
  if (executionId === null) {
    const { failure } = await call.engine.broadcastSignal({
      name,
      variables,
      tenantId,
      sender: call.sender(),
    });
    if (failure) throw rejected(failure, {});
    return undefined;
  }
  if (tenantId !== undefined)
    throw badUserRequest('ENGINE-13027 Cannot specify a tenant-id when deliver a signal to a single execution.');
  const [subscription] = isKey(executionId)
    ? await call.engine.search.find('subscription', {
        where: [
          { field: 'elementInstanceKey', op: '=', value: executionId },
          { field: 'kind', op: '=', value: 'signal' },
          { field: 'name', op: '=', value: name },
          { field: 'closedAt', op: 'isNull' },
        ],
        limit: 1,
      })
    : [];
  const unknown = () => nullValue(`Cannot find execution with id '${executionId}': execution is null`);
  if (subscription === undefined)
    throw (await executionOf(call, executionId))
      ? restException(
          500,
          `Execution '${executionId}' has not subscribed to a signal event with name '${name}'. is empty`,
        )
      : unknown();
  accepted(await call.engine.execute({ type: 'triggerSignal', subscriptionKey: subscription.key, variables }), {
    notFound: unknown,
    invalidState: ({ details, message }) =>
      details.reason === 'suspended' ? suspended('Execution', executionId) : processEngineException(message),
  });
  return undefined;
}
