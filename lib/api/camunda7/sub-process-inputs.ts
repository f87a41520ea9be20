import type { Definition, ElementInstanceRow, VariableRow } from '@/engine/index.ts';
import { activityInstanceId } from './ids.ts';

/**
 * Where history counts the variables to with which a sub-process begins: to what lies around it, since Camunda 7 writes
 * them down before anything has begun inside, and to nothing where a modification has made it. undefined: those that
 * come later, and those of other activities, are counted to their own scope.
 */
export function scopeAroundInputs(
  row: VariableRow,
  element: ElementInstanceRow,
  definition: Definition | undefined,
): string | null | undefined {
  const model = definition?.graph.elements.get(element.elementId);
  if (
    model?.kind !== 'subProcess' ||
    element.kind !== 'subProcess' ||
    definition?.graph.semantics.dialect !== 'camunda7'
  )
    return undefined;
  if (!model.inputs.some(({ target }) => target === row.name)) return undefined;
  return row.writtenBy === null ? null : scopeAround(element, definition);
}

/** The activity instance around one; the process itself is its instance. */
export function scopeAround(element: ElementInstanceRow, definition: Definition | undefined): string {
  const model = definition?.graph.elements.get(element.elementId);
  if (element.index !== null)
    return activityInstanceId({ elementId: element.elementId, kind: 'multiInstanceBody', key: element.scopeKey });
  const around = model?.parentId === undefined ? undefined : definition?.graph.elements.get(model.parentId);
  return around
    ? activityInstanceId({ elementId: around.id, kind: around.kind, key: element.scopeKey })
    : element.instanceKey;
}
