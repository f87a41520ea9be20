'use client';
import { useMemo } from 'react';
import { useView } from '@/components/data/use-view.ts';

/** An element of the model as texts need it. */
export interface ModelElement { readonly id: string; readonly name: string; readonly kind: string; readonly hasOwnName: boolean }

const MODEL = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const NODE = /(Task|task|Event|Gateway|callActivity|subProcess|SubProcess|transaction)$/;
const parsed = new Map<string, ReadonlyMap<string, ModelElement>>();
const NONE: ReadonlyMap<string, ModelElement> = new Map();

/** Elements by id, in the order of the document; a definition never changes, so each is read once. */
export function useModelElements(definitionKey: string | null): ReadonlyMap<string, ModelElement> {
  const { data } = useView('definition-xml', { key: definitionKey ?? '' }, { isOff: definitionKey === null, neverChanges: true });
  return useMemo(() => {
    if (data === undefined || data.key !== definitionKey) return NONE;
    const known = parsed.get(data.key) ?? parseElements(data.xml);
    parsed.set(data.key, known);
    return known;
  }, [data, definitionKey]);
}

function parseElements(xml: string): ReadonlyMap<string, ModelElement> {
  const elements = new Map<string, ModelElement>();
  for (const node of new DOMParser().parseFromString(xml, 'application/xml').getElementsByTagNameNS(MODEL, '*')) {
    const id = node.getAttribute('id');
    if (id === null || !NODE.test(node.localName)) continue;
    const name = (node.getAttribute('name') ?? '').replace(/\s+/g, ' ').trim();
    elements.set(id, { id, name: name === '' ? id : name, kind: node.localName, hasOwnName: name !== '' });
  }
  return elements;
}
/** `serviceTask` as a person says it. */
export function kindInWords(kind: string): string { return kind.replace(/([A-Z])/g, ' $1').toLowerCase().trim(); }
