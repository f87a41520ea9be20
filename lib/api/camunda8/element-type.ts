import type { Definition, Element, Engine, Key, Rows } from '@/engine/index.ts';

/** Name and type of an element as Camunda 8 gives them. */
export interface ElementFacts {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

/** Behind the id of an ad-hoc sub-process: what stands around something activated in it. */
const ACTIVATION_SUFFIX = '#innerInstance';

/**
 * `eventBasedGateway` is EVENT_BASED_GATEWAY: BPMN's tags in Camunda 8's writing. The tag of an event sub-process is
 * that of a sub-process.
 */
export function elementTypeOf({ kind, bpmnType }: Pick<Element, 'kind' | 'bpmnType'>): string {
  return (kind === 'eventSubProcess' ? kind : bpmnType).replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** The definitions of some rows, each read once. */
export async function definitionsOf(
  engine: Engine,
  rows: readonly { readonly definitionKey: Key }[],
): Promise<ReadonlyMap<Key, Definition>> {
  const keys = [...new Set(rows.map(({ definitionKey }) => definitionKey))];
  const found = await Promise.all(keys.map((key) => engine.definition({ key })));
  return new Map(found.flatMap((definition) => (definition === null ? [] : [[definition.key, definition] as const])));
}

export function elementFacts(
  definition: Definition | undefined,
  { elementId, kind }: Pick<Rows['elementInstance'], 'elementId' | 'kind'>,
): ElementFacts {
  const element = definition?.graph.elements.get(elementId);
  const type = kind === 'multiInstanceBody' ? 'MULTI_INSTANCE_BODY' : element ? elementTypeOf(element) : kind;
  if (kind === 'adHocInnerInstance')
    return {
      id: `${elementId}${ACTIVATION_SUFFIX}`,
      name: `${elementId}${ACTIVATION_SUFFIX}`,
      type: 'AD_HOC_SUB_PROCESS_INNER_INSTANCE',
    };
  return { id: elementId, name: element?.name ?? elementId, type };
}
