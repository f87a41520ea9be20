import type { Element, ElementInstanceRow } from '@/engine/index.ts';

/**
 * Where a token waits in a scope that nothing runs in, Camunda 7 counts what the token has brought to what lies around;
 * otherwise to the activity that runs, as it does with tasks that have no scope of their own.
 */
export function isHeldAround({ kind }: ElementInstanceRow, model: Element | undefined): boolean {
  if (WAITS_IN_OWN_SCOPE.has(kind)) return true;
  const isScope =
    model !== undefined &&
    (model.inputs.length > 0 ||
      model.outputs.length > 0 ||
      ('boundaryIds' in model && model.boundaryIds.some((id) => id !== model.compensation?.boundaryId)));
  return isScope && kind !== 'subProcess' && kind !== 'multiInstanceBody';
}
const WAITS_IN_OWN_SCOPE: ReadonlySet<string> = new Set([
  'workerTask',
  'receiveTask',
  'callActivity',
  'intermediateCatchEvent',
  'eventBasedGateway',
]);
