import type { EarlyMessage, MessageCorrelationResult } from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import type { Fields } from './fields.ts';
import { isKey } from './ids.ts';
import { processInstance } from './process-instance-list.ts';
import { rejected } from './rejections.ts';
import { badUserRequest, invalidRequest, restException } from './rest-error.ts';
import { explainingInput, readComparedValues, readVariables, type Variables, writeVariables } from './typed-values.ts';

/** The original puts its exception's name before the reason; clients look for it. */
const MISMATCH = 'org.camunda.bpm.engine.MismatchingMessageCorrelationException';

/** Of no instance: what stands for an id that is none of ours. */
const NO_INSTANCE = '0';

/** `POST /message`: to what waits for it now, else to a definition that starts with it. */
export function messageRoutes(routes: RouteTable): void {
  routes.add('POST', '/message', correlate);
}

async function correlate(call: Call): Promise<unknown> {
  const body = call.body();
  const name = body.name('messageName');
  if (name === null) throw invalidRequest('No message name supplied');
  checkCombinations(body);
  const [correlationKeys, localCorrelationKeys, variables, localVariables, variablesOfTriggeredScope] = explainingInput(
    'Cannot deliver message',
    () =>
      [
        readComparedValues(body, 'correlationKeys'),
        readComparedValues(body, 'localCorrelationKeys'),
        readVariables(body, 'processVariables'),
        readVariables(body, 'processVariablesLocal'),
        readVariables(body, 'processVariablesToTriggeredScope'),
      ] as const,
  );
  const instanceId = body.text('processInstanceId');
  const isAll = body.flag('all');
  const mismatch = () =>
    restException(
      400,
      `${MISMATCH}: Cannot correlate message '${name}': No process definition or execution matches the parameters`,
    );
  const businessKey = body.name('businessKey');
  const tenantId = body.flag('withoutTenantId') ? null : body.text('tenantId');
  const request = {
    name,
    variables,
    localVariables,
    variablesOfTriggeredScope,
    all: isAll,
    ...(businessKey === null ? {} : { businessKey }),
    ...(body.value('correlationKeys') === null ? {} : { correlationKeys }),
    ...(body.value('localCorrelationKeys') === null ? {} : { localCorrelationKeys }),
    ...(tenantId === null && !body.flag('withoutTenantId') ? {} : { tenantId }),
  };
  const outcome = await call.engine.correlateMessage({
    ...request,
    startsOnly: false,
    returnsVariables: body.flag('variablesInResultEnabled'),
    sender: call.sender(),
    ...(instanceId === null ? {} : { instanceKey: isKey(instanceId) ? instanceId : NO_INSTANCE }),
  });
  if (outcome.kind === 'rejection' ? outcome.code === 'notFound' : outcome.results.length === 0)
    await keepEarly(call, request, instanceId);
  if (outcome.kind === 'rejection') {
    throw rejected(outcome, {
      notFound: mismatch,
      invalidArgument({ details: { matches, of }, message }) {
        if (matches === undefined) return invalidRequest(message);
        const set = correlationSet(body, { correlationKeys, localCorrelationKeys });
        return restException(
          400,
          of === 'executions'
            ? `${MISMATCH}: ENGINE-13031 Cannot correlate a message with name '${name}' to a single execution. ${matches} executions match the correlation keys: ${set}`
            : `${MISMATCH}: ENGINE-13030 Cannot correlate a message with name '${name}' to a single process definition. ${matches} process definitions match the correlations keys: ${set}`,
        );
      },
    });
  }
  if (!body.flag('resultEnabled')) return undefined;
  return results(call, outcome);
}

/** Nothing of it stays for the engine and the answer is the original's; people see it, and may have it sent again. */
async function keepEarly(
  { engine, request: { apiClient, ip } }: Call,
  request: EarlyMessage['request'],
  instanceId: string | null,
): Promise<void> {
  await engine.earlyMessages.keep({ request, instanceId, sender: apiClient?.name ?? null, senderAddress: ip });
}

function checkCombinations(body: Fields): void {
  if (body.text('tenantId') !== null && body.flag('withoutTenantId'))
    throw invalidRequest("Parameter 'tenantId' cannot be used together with parameter 'withoutTenantId'.");
  if (body.flag('variablesInResultEnabled') && !body.flag('resultEnabled'))
    throw invalidRequest("Parameter 'variablesInResultEnabled' cannot be used without 'resultEnabled' set to true.");
  if ((body.text('tenantId') !== null || body.flag('withoutTenantId')) && body.text('processInstanceId') !== null)
    throw badUserRequest(
      'ENGINE-13028 Cannot specify a tenant-id when correlate a message to a single process instance.',
    );
}

function correlationSet(
  body: Fields,
  keys: { readonly correlationKeys: Variables; readonly localCorrelationKeys: Variables },
): string {
  const shown = (name: 'correlationKeys' | 'localCorrelationKeys') => {
    if (body.value(name) === null) return 'null';
    const entries = Object.entries(keys[name]).map(
      ([key, { text }]) => `\n  ${key} => Untyped value '${text}', isTransient = false`,
    );
    return `{${entries.join(',')}\n}`;
  };
  const tenantId = body.text('tenantId');
  return `CorrelationSet [businessKey=${body.text('businessKey')}, processInstanceId=${body.text('processInstanceId')}, processDefinitionId=null, correlationKeys=${shown('correlationKeys')}, localCorrelationKeys=${shown('localCorrelationKeys')}, tenantId=${tenantId}, isTenantIdSet=${tenantId !== null || body.flag('withoutTenantId')}, isExecutionsOnly=false]`;
}

/** `MessageCorrelationResultWithVariableDto`s; instances that were started are read together. */
async function results(call: Call, { results: found }: MessageCorrelationResult): Promise<readonly unknown[]> {
  const keys = [...new Set(found.map(({ instanceKey }) => instanceKey))];
  const rows =
    keys.length === 0
      ? []
      : await call.engine.search.find('instance', {
          where: [{ field: 'key', op: 'in', value: keys }],
          limit: keys.length,
        });
  const instances = new Map(rows.map((row) => [row.key, row]));
  return found.map((result) => {
    const row = instances.get(result.instanceKey);
    const variables = result.variables && { variables: writeVariables(result.variables, false) };
    if (result.kind === 'start')
      return {
        resultType: 'ProcessDefinition',
        execution: null,
        processInstance: row === undefined ? null : processInstance(row),
        ...variables,
      };
    return {
      resultType: 'Execution',
      execution: {
        id: result.elementInstanceKey,
        processInstanceId: result.instanceKey,
        ended: true,
        tenantId: row?.tenantId ?? null,
      },
      processInstance: null,
      ...variables,
    };
  });
}
