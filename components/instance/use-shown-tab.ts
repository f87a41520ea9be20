'use client';
import { useEffect, useRef, useState } from 'react';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { onNarrowChange, useIsNarrow } from '@/components/ui/use-is-narrow.ts';
import { isTabId, NARROW_ONLY, type TabId } from './tab-ids.ts';

/**
 * The tab of the address, else the first one. When the window becomes narrow or wide, which have other first tabs, the
 * one that is shown stays with what is open and written in it.
 */
export function useShownTab() {
  const { values, set } = useUrlState();
  const isNarrow = useIsNarrow();
  const [kept, setKept] = useState<TabId | null>(null);
  const first: TabId = isNarrow ? 'details' : 'variables';
  const isThere = (id: TabId) => isNarrow || !NARROW_ONLY.has(id);
  const tab = [values.tab, kept].find((id): id is TabId => isTabId(id) && isThere(id)) ?? first;
  const shown = useRef(tab);
  shown.current = tab;
  useEffect(() => onNarrowChange(() => setKept(shown.current)), []);
  const choose = (id: TabId) => {
    setKept(null);
    set({ tab: id === first ? null : id });
  };
  return { tab, choose, isNarrow };
}
