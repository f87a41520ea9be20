'use client';
import { useState } from 'react';
import { useList, useView } from '@/components/data/use-view.ts';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';
import { isFiltered } from './variables-filter.tsx';

/**
 * The variables of an instance, now or at a moment. Of more than one answer holds the next ones are read on demand, and
 * with a filter the server looks for those that are meant.
 */
export function useInstanceVariables(
  instanceKey: string,
  at: number | undefined,
  values: Readonly<Record<string, string>>,
) {
  const [isMoreWanted, setMoreWanted] = useState(false);
  const params = { instance: instanceKey, ...(at !== undefined && { at }) };
  const first = useView('instance-variables', params);
  const next = first.data?.next ?? null;
  const more = useList(
    'instance-variables',
    { ...params, after: next ?? undefined },
    { isOff: next === null || !isMoreWanted },
  );
  const isSearched = next !== null && isFiltered(values) && at === undefined;
  const found = useView(
    'instance-variables',
    {
      instance: instanceKey,
      name: values.vname,
      value: values.vvalue,
      ...(values.scope !== undefined && values.scope !== 'instance' && { scope: values.scope }),
    },
    { isOff: !isSearched },
  );
  const read: readonly VariableRow[] =
    next === null || !isMoreWanted ? (first.data?.rows ?? []) : [...(first.data?.rows ?? []), ...more.rows];
  const isFound = isSearched && found.data !== undefined;
  return {
    query: first,
    /** All that were read, for the choice of scopes. */
    read,
    rows: isFound ? found.data.rows : read,
    /** What is found has more than is told. */
    isCut: isFound && found.data.next !== null,
    hasMore: !isFound && (isMoreWanted ? more.hasNextPage || more.isPending : next !== null),
    readMore: () => {
      if (isMoreWanted) more.loadMore();
      else setMoreWanted(true);
    },
  };
}
