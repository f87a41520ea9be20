'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { isWritten, useSettled } from '@/components/actions/variable-drafts.tsx';
import { checkOperation, type DoorError } from '@/lib/console/client.ts';
import type { OperationName, OperationParameters, OperationPreview } from '@/lib/console/contract.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { type PlannedStep, stepsOf } from './plan.ts';

export interface Skips {
  readonly skipsListeners: boolean;
  readonly skipsMappings: boolean;
}
export const NO_SKIPS: Skips = { skipsListeners: false, skipsMappings: false };

/** There is something to do, and every value is written. */
export const isPlanReady = (plan: readonly PlannedStep[]): boolean =>
  plan.length > 0 && plan.every((step) => step.kind === 'cancel' || isWritten(step.variables));

/** The operation that a plan stands for; null: there is nothing to do yet, or a value is not written. */
export function modificationOf(
  instance: InstanceView,
  plan: readonly PlannedStep[],
  skips: Skips,
): OperationParameters<'instance.modify'> | null {
  return isPlanReady(plan) ? { instanceKey: instance.key, steps: stepsOf(plan), ...skips } : null;
}

/** An operation on the real engine without a commit, anew after each change of it and of what it is done to. */
export function useRehearsal<N extends OperationName>(name: N, wanted: OperationParameters<N> | null, version: number) {
  const parameters = useSettled(wanted) ?? null;
  return useQuery<OperationPreview, DoorError>({
    queryKey: ['check', name, parameters, version],
    enabled: parameters !== null,
    placeholderData: keepPreviousData,
    staleTime: 0,
    queryFn: () => {
      if (parameters === null) throw new Error('a rehearsal needs a plan');
      return checkOperation(name, { parameters });
    },
  });
}
