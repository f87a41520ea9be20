import type { Condition, Engine, Key } from '@/engine/index.ts';
import { elementTypeOf } from './element-type.ts';
import { invalidArgument } from './problem.ts';
import type { RequestBody } from './request-body.ts';

type ElementCondition = Condition<'elementInstance'>;

/** Definitions whose models are looked through for one search. */
const MAX_DEFINITIONS = 500;
const NONE: ElementCondition = { field: 'key', op: '=', value: '0' };
const isBody: ElementCondition = { field: 'kind', op: '=', value: 'multiInstanceBody' };
const isNoBody: ElementCondition = { field: 'kind', op: 'notIn', value: ['multiInstanceBody', 'adHocInnerInstance'] };
const ACTIVATION = 'AD_HOC_SUB_PROCESS_INNER_INSTANCE';
const isActivation: ElementCondition = { field: 'kind', op: '=', value: 'adHocInnerInstance' };

/** Conditions for `type` and `elementName` of a filter, by the elements of the definitions that the filter leaves. */
export async function elementTypeConditions(engine: Engine, filter: RequestBody): Promise<readonly ElementCondition[]> {
  const type = filter.text('type');
  const name = filter.text('elementName');
  if (type === null && name === null) return [];
  if (type === 'MULTI_INSTANCE_BODY' && name === null) return [isBody];
  if (type === ACTIVATION) return [isActivation, ...(name === null ? [] : [NONE])];
  const alternatives = await Promise.all(
    (await definitionKeys(engine, filter)).map(async (key): Promise<readonly ElementCondition[]> => {
      const definition = await engine.definition({ key });
      const elements = [...(definition?.graph.elements.values() ?? [])]
        .filter((element) => type === null || type === 'MULTI_INSTANCE_BODY' || elementTypeOf(element) === type)
        .filter((element) => name === null || (element.name ?? element.id) === name);
      return elements.length === 0
        ? []
        : [
            { field: 'definitionKey', op: '=', value: key },
            { field: 'elementId', op: 'in', value: elements.map(({ id }) => id) },
          ];
    }),
  );
  const found = alternatives.filter(({ length }) => length > 0);
  if (found.length === 0) return [NONE];
  return [{ any: found }, ...(type === null ? [] : [type === 'MULTI_INSTANCE_BODY' ? isBody : isNoBody])];
}

async function definitionKeys(engine: Engine, filter: RequestBody): Promise<readonly Key[]> {
  const definitionKey = filter.value('processDefinitionKey');
  if (typeof definitionKey === 'string') return [definitionKey];
  const instanceKey = filter.value('processInstanceKey');
  if (typeof instanceKey === 'string') {
    const instance = await engine.search.get('instance', filter.key('processInstanceKey') ?? instanceKey);
    return instance === null ? [] : [instance.definitionKey];
  }
  const processId = filter.value('processDefinitionId');
  const where = typeof processId === 'string' ? [{ field: 'processId', op: '=', value: processId } as const] : [];
  const definitions = await engine.search.find('definition', { where, limit: MAX_DEFINITIONS + 1 });
  if (definitions.length > MAX_DEFINITIONS)
    throw invalidArgument(
      'A filter by type or elementName needs a processDefinitionId, processDefinitionKey or processInstanceKey beside it: there are too many definitions to look through.',
    );
  return definitions.map(({ key }) => key);
}
