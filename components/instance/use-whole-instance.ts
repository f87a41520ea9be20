'use client';
import { useMemo } from 'react';
import { useAllPages } from '@/components/data/use-all-pages.ts';
import type { ElementInstanceNode, InstanceView } from '@/lib/console/views/instance-view.ts';

/**
 * The instance with all its element instances, where more is shown of it than stands in its head: its past, a plan, a
 * comparison. `isWhole`: the last of them was read.
 */
export function useWholeInstance<View extends InstanceView | null>(
  instance: View,
  isNeeded: boolean,
): { readonly whole: View; readonly isWhole: boolean } {
  const isOff = instance === null || !isNeeded || !instance.isHistoryCut;
  const rest = useAllPages('instance-elements', { instance: instance?.key ?? '0', from: endOf(instance) }, { isOff });
  const { rows, isWhole, isCut } = rest;
  const whole = useMemo(
    () =>
      isOff || instance === null
        ? instance
        : { ...instance, history: withMore(instance, rows), isHistoryCut: isCut || !isWhole },
    [instance, rows, isOff, isCut, isWhole],
  );
  return { whole: whole as View, isWhole: isOff || isWhole };
}

/** The key behind which the head has only what is alive. */
export function endOf(instance: InstanceView | null): string {
  return instance?.historyEnd ?? instance?.history.at(-1)?.key ?? '0';
}

/** What the head has and what was read behind it, in the order of creation, each once. */
export function withMore(
  instance: Pick<InstanceView, 'history' | 'historyEnd'>,
  rows: readonly ElementInstanceNode[],
): readonly ElementInstanceNode[] {
  if (rows.length === 0) return instance.history;
  const read = new Set(rows.map(({ key }) => key));
  const end = instance.history.findIndex(({ key }) => key === instance.historyEnd);
  if (end < 0) return [...instance.history, ...rows];
  const living = instance.history.slice(end + 1).filter(({ key }) => !read.has(key));
  return [...instance.history.slice(0, end + 1), ...rows, ...living];
}
