'use client';
import type { ComponentProps, ReactNode } from 'react';
import { t } from '@/components/messages/messages.ts';
import { SkeletonRows } from '@/components/ui/panel-states.tsx';
import { BadFilters } from './bad-filters.tsx';
import { Refusal } from './view-gate.tsx';
import { Former, GivenUp, isGivenUp, Waiting } from './waiting.tsx';

/** Of a list that is read page by page. */
export interface Listed {
  readonly rows: readonly unknown[];
  readonly error: unknown;
  readonly data: unknown;
  readonly isPending: boolean;
  readonly isPlaceholderData: boolean;
  readonly fetchStatus: string;
  readonly isEnabled: boolean;
  readonly refetch: () => Promise<unknown>;
}
/** `filters`: those that cannot be read, and how one is taken away. */
interface Props {
  readonly list: Listed;
  readonly empty: ReactNode;
  readonly filters?: ComponentProps<typeof BadFilters>;
  readonly skeletonRows?: number;
  readonly children: ReactNode;
}

/** Shows a list, or why there is none to show. What was read before stays while it is read anew. */
export function ListGate({ list, empty, filters, skeletonRows = 10, children }: Props) {
  if (filters !== undefined && Object.keys(filters.problems).length > 0) return <BadFilters {...filters} />;
  if (list.error !== null && list.data === undefined)
    return <Refusal error={list.error} onRetry={() => void list.refetch()} />;
  const readAgain = () => void list.refetch();
  if (isGivenUp(list)) return <GivenUp onRetry={readAgain} />;
  // That the former filter found nothing says nothing about this one.
  if (list.isPending || (list.isPlaceholderData && list.rows.length === 0))
    return (
      <Waiting>
        <SkeletonRows label={t('state.loading')} count={skeletonRows} />
      </Waiting>
    );
  if (list.rows.length === 0) return empty;
  return (
    <>
      {list.isPlaceholderData && <Former isGivenUp={list.fetchStatus === 'idle'} onRetry={readAgain} />}
      {children}
    </>
  );
}
