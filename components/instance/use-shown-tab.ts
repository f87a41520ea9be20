'use client';
import { useEffect, useRef, useState } from 'react';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useIsNarrow } from '@/components/ui/use-is-narrow.ts';
import { isTabId, NARROW_ONLY, type TabId } from './tab-ids.ts';

/**
 * The tab of the address, else the first one. When the window becomes narrow or wide, which have other first tabs, the
 * one that is shown stays with what is open and written in it.
 */
export function useShownTab() {
  const { values, set } = useUrlState();
  const isNarrow = useIsNarrow();
  const [kept, setKept] = useState<TabId | null>(null);
  const last = useRef<{ readonly isNarrow: boolean; readonly tab: TabId } | null>(null);
  if (last.current !== null && last.current.isNarrow !== isNarrow && kept !== last.current.tab)
    setKept(last.current.tab);
  const first: TabId = isNarrow ? 'details' : 'variables';
  const isThere = (id: TabId) => isNarrow || !NARROW_ONLY.has(id);
  const tab = [values.tab, kept].find((id): id is TabId => isTabId(id) && isThere(id)) ?? first;
  useEffect(() => {
    // Not at once: a page that came from the server learns only then how wide the window is.
    const timer = setTimeout(() => {
      last.current = { isNarrow, tab };
    });
    return () => clearTimeout(timer);
  }, [isNarrow, tab]);
  const choose = (id: TabId) => {
    setKept(null);
    set({ tab: id === first ? null : id });
  };
  return { tab, choose, isNarrow };
}
