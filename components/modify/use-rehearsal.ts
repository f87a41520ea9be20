'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { isWritten, useSettled } from '@/components/actions/variable-drafts.tsx';
import { checkOperation, type DoorError } from '@/lib/console/client.ts';
import type { OperationParameters, OperationPreview } from '@/lib/console/contract.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { type PlannedStep, stepsOf } from './plan.ts';

export interface Skips { readonly skipsListeners: boolean; readonly skipsMappings: boolean }

/** The operation that a plan stands for; null: there is nothing to do yet, or a value is not written. */
export function modificationOf(instance: InstanceView, plan: readonly PlannedStep[], skips: Skips): OperationParameters<'instance.modify'> | null {
  const isReady = plan.length > 0 && plan.every((step) => step.kind === 'cancel' || isWritten(step.variables));
  return isReady ? { instanceKey: instance.key, steps: stepsOf(plan), ...skips } : null;
}

/** The plan on the real engine without a commit, anew after each change of the plan and of the instance. */
export function useRehearsal(instance: InstanceView, plan: readonly PlannedStep[], skips: Skips) {
  const parameters = useSettled(modificationOf(instance, plan, skips));
  return useQuery<OperationPreview, DoorError>({
    queryKey: ['check', 'instance.modify', parameters, instance.version], enabled: parameters !== null, placeholderData: keepPreviousData, staleTime: 0,
    queryFn: () => { if (parameters === null) throw new Error('a rehearsal needs a plan'); return checkOperation('instance.modify', { parameters }); },
  });
}
