'use client';
import { useModelElements } from './model-elements.ts';

/** An element's name from its model; its id until that is read, or where it has none. */
export function ElementName({ definitionKey, elementId }: { definitionKey: string; elementId: string }) {
  const element = useModelElements(definitionKey).get(elementId);
  return <span title={elementId}>{element?.name ?? elementId}</span>;
}
