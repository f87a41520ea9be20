'use client';
import { useMemo } from 'react';
import { useList } from '@/components/data/use-view.ts';
import { endOf, withMore } from './use-whole-instance.ts';
import type { ElementInstanceNode, InstanceView } from '@/lib/console/views/instance-view.ts';

/** Element instances that a tree shows; of more, the others are searched by element. */
const MAX_TREE_NODES = 10_000;

/** The history of an instance, and more of it as it is scrolled where it is a long one; of the past what is there. */
export function useWholeHistory(
  instance: InstanceView,
  isPast: boolean,
): { readonly nodes: readonly ElementInstanceNode[]; readonly loadMore: () => void; readonly isCut: boolean } {
  const isOff = isPast || !instance.isHistoryCut;
  const more = useList('instance-elements', { instance: instance.key, from: endOf(instance) }, { isOff });
  const { rows } = more;
  const nodes = useMemo(() => (isOff ? instance.history : withMore(instance, rows)), [instance, rows, isOff]);
  const isFull = nodes.length >= MAX_TREE_NODES;
  return {
    nodes,
    loadMore: () => {
      if (!isOff && !isFull) more.loadMore();
    },
    isCut: isPast ? instance.isHistoryCut : isFull && more.hasNextPage,
  };
}
