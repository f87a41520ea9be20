import { useState } from 'react';
import { type ModelElement, useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { changesBetween, lostSteps, type PlannedStep, rehearsedTokens } from './plan.ts';
import { scopesFor } from './scopes-for.ts';
import { usePlan } from './use-plan.ts';
import { modificationOf, NO_SKIPS, useRehearsal } from './use-rehearsal.ts';

const SCOPES = /^(subProcess|transaction|adHocSubProcess|callActivity)$/;

/**
 * The plan for one instance, what the engine would make of it, and what has become of the instance since the planning
 * began. `isApplied`: it is done, nothing is compared any more.
 */
export function useModification(instance: InstanceView, isApplied: boolean) {
  const elements = useModelElements(instance.definition.key);
  const hand = usePlan(instance.key);
  const { plan } = hand;
  const [skips, setSkips] = useState(NO_SKIPS);
  // As it was when the person began to plan, or said that the changes since are seen.
  const [seen, setSeen] = useState(instance.elements);
  const parameters = modificationOf(instance, plan, skips);
  const rehearsal = useRehearsal('instance.modify', parameters, instance.version);
  const preview = plan.length === 0 ? null : (rehearsal.data ?? null);
  const changes = isApplied || plan.length === 0 ? [] : changesBetween(seen, instance.elements);
  const alive = new Set(instance.history.filter((node) => node.endedAt === null).map((node) => node.key));
  const lost = isApplied ? new Set<number>() : lostSteps(plan, instance.elements, alive);
  const scopes = new Set([...elements.values()].filter((each) => SCOPES.test(each.kind)).map((each) => each.id));
  const outlook = rehearsal.isPlaceholderData ? null : (preview?.outlook ?? null);
  const blockedBecause = () => {
    if (instance.endedAt !== null) return t('instance.hasEnded');
    if (plan.length === 0) return t('modify.empty');
    if (parameters === null) return t('start.invalid');
    if (lost.size > 0) return t('modify.lost');
    if (plan.some((step) => needsScope(instance, elements, step))) return t('modify.scopeMissing');
    return changes.length > 0 ? t('modify.seeFirst') : null;
  };
  return {
    hand,
    skips,
    setSkips,
    /** null: there is nothing to do yet, or a value is not written. */
    parameters,
    rehearsal,
    preview,
    rehearsed: outlook === null ? null : rehearsedTokens(outlook, scopes),
    changes,
    seeChanges: () => setSeen(instance.elements),
    lost,
    blockedBecause: blockedBecause(),
    /** There are steps that are not done. */
    isPlanned: plan.length > 0 && !isApplied,
  };
}

/** There are several scopes that the step could begin in, and none is chosen. */
function needsScope(instance: InstanceView, elements: ReadonlyMap<string, ModelElement>, step: PlannedStep): boolean {
  if (step.kind === 'cancel' || step.position === 'flow' || step.ancestorKey !== null) return false;
  const element = elements.get(step.to);
  return element !== undefined && scopesFor(instance.history, elements, element, step.isBody).length > 1;
}
