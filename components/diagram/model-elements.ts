'use client';
import { useMemo } from 'react';
import { useView } from '@/components/data/use-view.ts';

/** An element of the model as texts need it. */
export interface ModelElement {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly hasOwnName: boolean;
  /** The sub-process around it; null: the process itself. */
  readonly parentId: string | null;
  /** It runs several times at once or in turn. */
  readonly isLoop: boolean;
  /** Flows that lead to it. */
  readonly incoming?: number;
  /** Of a conditional event. */
  readonly condition?: string | null;
}
export interface ModelFlow {
  readonly id: string;
  readonly name: string;
  readonly sourceId: string;
  readonly targetId: string;
}
/** `nodes`: of elements and flows, as they stand in the file. */
interface Model {
  readonly elements: ReadonlyMap<string, ModelElement>;
  readonly flows: ReadonlyMap<string, ModelFlow>;
  readonly nodes: ReadonlyMap<string, Element>;
}

const MODEL = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const NODE = /(Task|task|Event|Gateway|callActivity|subProcess|SubProcess|transaction)$/;
const SCOPE = /^(subProcess|transaction|adHocSubProcess)$/;
const parsed = new Map<string, Model>();
const NONE: Model = { elements: new Map(), flows: new Map(), nodes: new Map() };

/** Elements by id, in the order of the document; a definition never changes, so each is read once. */
export function useModelElements(definitionKey: string | null): ReadonlyMap<string, ModelElement> {
  return useModel(definitionKey).elements;
}
export function useModelFlows(definitionKey: string | null): ReadonlyMap<string, ModelFlow> {
  return useModel(definitionKey).flows;
}
export function useModelNodes(definitionKey: string | null): ReadonlyMap<string, Element> {
  return useModel(definitionKey).nodes;
}

/** Whether a model is still on its way: what its elements are called is not known yet. */
export function useIsModelAwaited(definitionKey: string | null): boolean {
  return useModelText(definitionKey).isPending;
}

function useModelText(definitionKey: string | null) {
  return useView('definition-xml', { key: definitionKey ?? '' }, { isOff: definitionKey === null, neverChanges: true });
}

function useModel(definitionKey: string | null): Model {
  const { data } = useModelText(definitionKey);
  return useMemo(() => {
    if (data === undefined || data.key !== definitionKey) return NONE;
    const known = parsed.get(data.key) ?? parseModel(data.xml);
    parsed.set(data.key, known);
    return known;
  }, [data, definitionKey]);
}

function parseModel(xml: string): Model {
  const elements = new Map<string, ModelElement>();
  const flows = new Map<string, ModelFlow>();
  const nodes = new Map<string, Element>();
  for (const node of new DOMParser().parseFromString(xml, 'application/xml').getElementsByTagNameNS(MODEL, '*')) {
    const id = node.getAttribute('id');
    if (id === null) continue;
    const name = (node.getAttribute('name') ?? '').replace(/\s+/g, ' ').trim();
    nodes.set(id, node);
    if (node.localName === 'sequenceFlow')
      flows.set(id, {
        id,
        name,
        sourceId: node.getAttribute('sourceRef') ?? '',
        targetId: node.getAttribute('targetRef') ?? '',
      });
    if (!NODE.test(node.localName)) continue;
    const parent = node.parentElement;
    elements.set(id, {
      id,
      name: name === '' ? id : name,
      kind: node.localName,
      hasOwnName: name !== '' && name !== id,
      parentId: parent !== null && SCOPE.test(parent.localName) ? parent.getAttribute('id') : null,
      isLoop: [...node.children].some((child) => child.localName === 'multiInstanceLoopCharacteristics'),
      condition: node.localName.endsWith('Event')
        ? node.getElementsByTagNameNS(MODEL, 'condition')[0]?.textContent?.trim() || null
        : null,
    });
  }
  const incoming = new Map<string, number>();
  for (const { targetId } of flows.values()) incoming.set(targetId, (incoming.get(targetId) ?? 0) + 1);
  return {
    elements: new Map([...elements].map(([id, element]) => [id, { ...element, incoming: incoming.get(id) ?? 0 }])),
    flows,
    nodes,
  };
}
/** `serviceTask` as a person says it. */
export function kindInWords(kind: string): string {
  return kind
    .replace(/([A-Z])/g, ' $1')
    .toLowerCase()
    .trim();
}
