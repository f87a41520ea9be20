'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { DoorError } from '@/lib/console/client.ts';
import type { QueryParams } from '@/lib/console/contract.ts';
import type { Page } from '@/lib/console/views/shared.ts';
import { useReads } from './reads.tsx';
import type { ListName, RowOf } from './use-view.ts';

/** Pages that are read at most: more is said to be cut. */
const MOST_PAGES = 100;

/**
 * All pages of a list, read one after the other by itself, each of them small. `isWhole`: the last one was read;
 * `isCut`: it goes on behind the last that is read.
 */
export function useAllPages<N extends ListName>(
  name: N,
  params: QueryParams<N>,
  { isOff = false }: { readonly isOff?: boolean } = {},
) {
  const read = useReads();
  const query = useInfiniteQuery({
    queryKey: [name, params, 'all'],
    queryFn: async ({ pageParam, signal }): Promise<Page<RowOf<N>>> =>
      (await read(
        name,
        { ...params, ...(pageParam === null ? {} : { after: pageParam }) } as QueryParams<N>,
        signal,
      )) as unknown as Page<RowOf<N>>,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: !isOff,
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;
  const isCut = hasNextPage && (data?.pages.length ?? 0) >= MOST_PAGES;
  useEffect(() => {
    if (!isOff && hasNextPage && !isCut && !isFetching && !isError) void fetchNextPage();
  }, [isOff, hasNextPage, isCut, isFetching, isError, fetchNextPage]);
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  return {
    rows,
    isWhole: data !== undefined && (!hasNextPage || isCut),
    isCut,
    error: query.error as DoorError | null,
    readAgain: () => void query.refetch(),
  };
}
