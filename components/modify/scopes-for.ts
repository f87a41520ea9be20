import type { ModelElement } from '@/components/diagram/model-elements.ts';
import type { ElementInstanceNode } from '@/lib/console/views/instance-view.ts';

export const BODY = 'multiInstanceBody';

/** The nearest scopes around an element of which there are any; a run of a loop stands in its body. */
export function scopesFor(
  history: readonly ElementInstanceNode[],
  elements: ReadonlyMap<string, ModelElement>,
  element: ModelElement,
  isAround: boolean,
): readonly ElementInstanceNode[] {
  const alive = history.filter((node) => node.state === 'active' || node.state === 'incident');
  if (element.isLoop && !isAround) {
    const bodies = alive.filter((node) => node.elementId === element.id && node.kind === BODY);
    if (bodies.length > 0) return bodies;
  }
  for (let parent = element.parentId; parent !== null; parent = elements.get(parent)?.parentId ?? null) {
    const scopes = alive.filter((node) => node.elementId === parent && node.kind !== BODY);
    if (scopes.length > 0) return scopes;
  }
  return [];
}
