'use client';
import { useIsModelAwaited, useModelElements } from './model-elements.ts';

/**
 * An element's name from its model, its id where it has none. Until the model is read its place looks empty; whoever does
 * not look at it is told the id.
 */
export function ElementName({ definitionKey, elementId }: { definitionKey: string; elementId: string }) {
  const name = useElementName(definitionKey)(elementId);
  const isAwaited = useIsModelAwaited(definitionKey);
  return (
    <span title={elementId} className={isAwaited ? 'opacity-0' : undefined}>
      {name}
    </span>
  );
}

/** The same where a text is needed: the id until the model is read. */
export function useElementName(definitionKey: string | null): (elementId: string) => string {
  const elements = useModelElements(definitionKey);
  return (elementId) => elements.get(elementId)?.name ?? elementId;
}
