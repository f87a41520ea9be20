'use client';
import { createContext, useContext, useEffect, useState } from 'react';
import type { ReactNode } from 'react';

export interface Crumb {
  readonly label: string;
  readonly href?: string;
}
const CrumbsContext = createContext<{ crumbs: readonly Crumb[]; setCrumbs: (crumbs: readonly Crumb[]) => void }>({
  crumbs: [],
  setCrumbs: () => undefined,
});

export function CrumbsProvider({ children }: { children: ReactNode }) {
  const [crumbs, setCrumbs] = useState<readonly Crumb[]>([]);
  return <CrumbsContext value={{ crumbs, setCrumbs }}>{children}</CrumbsContext>;
}
export function useCrumbs(): readonly Crumb[] {
  return useContext(CrumbsContext).crumbs;
}

/** A page says where it is; the last crumb is the page, and the window's title. */
export function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const { setCrumbs } = useContext(CrumbsContext);
  const text = JSON.stringify(crumbs);
  useEffect(() => {
    const parsed = JSON.parse(text) as readonly Crumb[];
    setCrumbs(parsed);
    const here = parsed.at(-1)?.label;
    document.title = here === undefined ? 'Wheelhouse' : `${here} · Wheelhouse`;
  }, [text, setCrumbs]);
  return null;
}
