'use client';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { DoorError } from '@/lib/console/client.ts';
import type { QueryName, QueryParams, QueryView } from '@/lib/console/contract.ts';
import type { Page } from '@/lib/console/views/shared.ts';
import { useReads } from './reads.tsx';

interface Options {
  readonly isOff?: boolean;
  readonly neverChanges?: boolean;
  /** Of all that a view shows only this is looked at: what else changes in it makes nobody read it again. */
  readonly only?: 'definition';
}

/** One view of the server, named as its door: hints of the live channel find it by that name. */
export function useView<N extends QueryName>(
  name: N,
  params: QueryParams<N>,
  { isOff = false, neverChanges = false, only }: Options = {},
): UseQueryResult<QueryView<N>, DoorError> {
  const read = useReads();
  return useQuery<QueryView<N>, DoorError>({
    queryKey: only === undefined ? [name, params] : [name, params, { only }],
    queryFn: ({ signal }) => read(name, params, signal),
    enabled: !isOff,
    placeholderData: keepPreviousData,
    ...(neverChanges ? { staleTime: Number.POSITIVE_INFINITY } : {}),
  });
}

export type ListName = { [N in QueryName]: QueryView<N> extends Page<unknown> ? N : never }[QueryName];
export type RowOf<N extends ListName> = QueryView<N> extends Page<infer Row> ? Row : never;

/**
 * Goes of a search that one wait is worth. Each is short; together they pass some twenty to a hundred thousand
 * instances.
 */
const SEARCH_GOES = 30;
const PAGE_ROWS = 100;
/** A search may stop before a page is full: `searchedTo` says where. */
type Found<Row> = Page<Row> & { readonly searchedTo?: number | null };

/**
 * Pages of a list, one after the other, kept as one. A search goes on by itself while it finds something; then
 * `searchOn` does.
 */
export function useList<N extends ListName>(name: N, params: QueryParams<N>, { isOff = false }: Options = {}) {
  const read = useReads();
  const query = useInfiniteQuery({
    queryKey: [name, params, 'pages'],
    queryFn: async ({ pageParam, signal }): Promise<Found<RowOf<N>>> => {
      const page = async (after: string | null) =>
        (await read(
          name,
          { ...params, ...(after === null ? {} : { after }) } as QueryParams<N>,
          signal,
        )) as unknown as Found<RowOf<N>>;
      let found = await page(pageParam);
      for (
        let go = 1;
        go < SEARCH_GOES && found.next !== null && found.searchedTo != null && found.rows.length < PAGE_ROWS;
        go += 1
      ) {
        const next = await page(found.next);
        found = { ...next, rows: [...found.rows, ...next.rows] };
      }
      return found;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    enabled: !isOff,
    maxPages: 20,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const last = query.data?.pages.at(-1);
  const searchOn = () => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  };
  const loadMore = () => {
    if (last?.searchedTo == null || last.rows.length > 0) searchOn();
  };
  return {
    ...query,
    rows,
    loadMore,
    searchOn,
    searchedTo: query.isPlaceholderData ? null : (last?.searchedTo ?? null),
    error: query.error as DoorError | null,
  };
}
