import type { Call } from './call.ts';
import { definitionKeyOf } from './ids.ts';
import { processInstance } from './process-instance-list.ts';
import { rejected } from './rejections.ts';
import { invalidRequest, processEngineException, RestError } from './rest-error.ts';
import { readVariables } from './typed-values.ts';

/** `POST /condition`: starts what begins by a condition over the given variables. */
export async function evaluateConditions(call: Call): Promise<unknown> {
  const body = call.body();
  if (body.text('tenantId') !== null && body.flag('withoutTenantId'))
    throw invalidRequest("Parameter 'tenantId' cannot be used together with parameter 'withoutTenantId'.");
  const variables = readVariables(body, 'variables');
  const definitionId = body.name('processDefinitionId');
  const definitionKey = definitionId === null ? undefined : definitionKeyOf(definitionId);
  const unknown = () =>
    new RestError(
      400,
      'NotFoundException',
      `no deployed process definition found with id '${definitionId}': processDefinition is null`,
      0,
    );
  if (definitionKey === null) throw unknown();
  const tenantId = body.flag('withoutTenantId') ? null : (body.text('tenantId') ?? undefined);
  const outcome = await call.engine.startByConditions({
    variables,
    sender: call.sender(),
    businessKey: body.name('businessKey'),
    ...(definitionKey !== undefined && { definitionKey }),
    ...(tenantId !== undefined && { tenantId }),
  });
  if (outcome.kind === 'rejection') {
    throw rejected(outcome, {
      notFound: unknown,
      noStartEvent: () =>
        processEngineException(
          definitionId === null
            ? 'ENGINE-13043 No subscriptions were found during evaluation of the conditional start events.'
            : `ENGINE-13042 Process definition with id '${definitionId}' does not declare conditional start event.`,
        ),
    });
  }
  const keys = outcome.instances.map(({ key }) => key);
  const rows =
    keys.length === 0
      ? []
      : await call.engine.search.find('instance', {
          where: [{ field: 'key', op: 'in', value: keys }],
          sort: [{ field: 'key', order: 'asc' }],
          limit: keys.length,
        });
  return rows.map((row) => processInstance(row));
}
