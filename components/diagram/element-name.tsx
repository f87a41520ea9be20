'use client';
import { useModelElements } from './model-elements.ts';

/** An element's name from its model; its id until that is read, or where it has none. */
export function ElementName({ definitionKey, elementId }: { definitionKey: string; elementId: string }) {
  return <span title={elementId}>{useElementName(definitionKey)(elementId)}</span>;
}

/** The same where a text is needed. */
export function useElementName(definitionKey: string | null): (elementId: string) => string {
  const elements = useModelElements(definitionKey);
  return (elementId) => elements.get(elementId)?.name ?? elementId;
}
