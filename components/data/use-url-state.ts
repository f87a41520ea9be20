'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';

/** What a page shows, in its address. Edits replace the entry, so that Back leads to the page before. */
export function useUrlState(): {
  readonly values: Readonly<Record<string, string>>;
  readonly set: (changes: Readonly<Record<string, string | null>>) => void;
  readonly replace: (search: string) => void;
} {
  const path = usePathname();
  const search = useSearchParams();
  const values = useMemo(() => Object.fromEntries(search.entries()), [search]);
  const set = useCallback(
    (changes: Readonly<Record<string, string | null>>) => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === '') next.delete(name);
        else next.set(name, value);
      }
      const text = next.toString();
      window.history.replaceState(null, '', text === '' ? path : `${path}?${text}`);
    },
    [path],
  );
  /** All of it anew: a saved view, say. */
  const replace = useCallback(
    (text: string) => window.history.replaceState(null, '', text === '' ? path : `${path}?${text}`),
    [path],
  );
  return { values, set, replace };
}
