'use client';
import { createContext, useContext } from 'react';
import { fetchQuery } from '@/lib/console/client.ts';
import type { QueryName, QueryParams, QueryView } from '@/lib/console/contract.ts';

/** Where the views of a page come from. */
export type Reads = <N extends QueryName>(
  name: N,
  params: QueryParams<N>,
  signal?: AbortSignal,
) => Promise<QueryView<N>>;

/** The server, unless a page reads from a file. */
export const ReadsContext = createContext<Reads>(fetchQuery);
export function useReads(): Reads {
  return useContext(ReadsContext);
}
