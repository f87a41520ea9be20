import { useModelElements, useModelFlows } from '@/components/diagram/model-elements.ts';
import { t, tCount } from '@/components/messages/messages.ts';
import type { PlannedStep } from './plan.ts';

/** What a step does, and with which elements. `isMany`: in many instances, with whole elements. */
export function StepWords({
  definitionKey,
  isMany,
  step,
}: {
  definitionKey: string;
  isMany: boolean;
  step: PlannedStep;
}) {
  const elements = useModelElements(definitionKey);
  const flows = useModelFlows(definitionKey);
  const name = (id: string) => elements.get(id)?.name ?? id;
  const target = () => {
    if (step.kind === 'cancel') return [];
    const flow = step.position === 'flow' ? flows.get(step.to) : undefined;
    if (flow !== undefined) return [t('modify.onFlow', { from: name(flow.sourceId), to: name(flow.targetId) })];
    return [t(step.position === 'after' ? 'modify.after' : 'modify.before', { element: name(step.to) })];
  };
  return (
    <div className="min-w-0">
      <b className="font-medium">{headOf(step, isMany)}</b>
      <p className="text-12 break-words text-ink-2">
        {[...(step.kind === 'add' ? [] : [name(step.from)]), ...target()].join(' → ')}
      </p>
    </div>
  );
}

function headOf(step: PlannedStep, isMany: boolean): string {
  if (step.kind === 'add') return t('modify.stepAdd');
  if (isMany) return t(step.kind === 'cancel' ? 'modify.stepCancelAll' : 'modify.stepMoveAll');
  return step.kind === 'cancel'
    ? tCount('modify.stepCancelOne', 'modify.stepCancel', step.count)
    : tCount('modify.stepMoveOne', 'modify.stepMove', step.count);
}
