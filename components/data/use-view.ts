'use client';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { DoorError } from '@/lib/console/client.ts';
import type { QueryName, QueryParams, QueryView } from '@/lib/console/contract.ts';
import type { Page } from '@/lib/console/views/shared.ts';
import { useReads } from './reads.tsx';

interface Options { readonly isOff?: boolean; readonly neverChanges?: boolean }

/** One view of the server, named as its door: hints of the live channel find it by that name. */
export function useView<N extends QueryName>(name: N, params: QueryParams<N>, { isOff = false, neverChanges = false }: Options = {}): UseQueryResult<QueryView<N>, DoorError> {
  const read = useReads();
  return useQuery<QueryView<N>, DoorError>({
    queryKey: [name, params], queryFn: ({ signal }) => read(name, params, signal), enabled: !isOff,
    placeholderData: keepPreviousData, ...(neverChanges ? { staleTime: Number.POSITIVE_INFINITY } : {}),
  });
}

type ListName = { [N in QueryName]: QueryView<N> extends Page<unknown> ? N : never }[QueryName];
type RowOf<N extends ListName> = QueryView<N> extends Page<infer Row> ? Row : never;

/** Pages of a list, one after the other, kept as one. */
export function useList<N extends ListName>(name: N, params: QueryParams<N>, { isOff = false }: Options = {}) {
  const read = useReads();
  const query = useInfiniteQuery({
    queryKey: [name, params, 'pages'],
    queryFn: async ({ pageParam, signal }): Promise<Page<RowOf<N>>> => {
      const page: unknown = await read(name, { ...params, ...(pageParam === null ? {} : { after: pageParam }) } as QueryParams<N>, signal);
      return page as Page<RowOf<N>>;
    },
    initialPageParam: null as string | null, getNextPageParam: (page) => page.next, placeholderData: keepPreviousData, enabled: !isOff, maxPages: 20,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const loadMore = () => { if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage(); };
  return { ...query, rows, loadMore, error: query.error as DoorError | null };
}
