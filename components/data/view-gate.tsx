'use client';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DoorError } from '@/lib/console/client.ts';
import { t } from '@/components/messages/messages.ts';
import { AskForAccess } from '@/components/actions/ask-for-access.tsx';
import { isPermission } from '@/lib/auth/permissions.ts';
import { EmptyState, ErrorState, ForbiddenState, SkeletonRows } from '@/components/ui/panel-states.tsx';
import { GivenUp, isGivenUp, Waiting } from './waiting.tsx';

/** Shows a view, or why it cannot be shown. What was read before stays while it is read anew. */
export function ViewGate<V>({
  query,
  skeleton,
  children,
}: {
  query: UseQueryResult<V, DoorError>;
  skeleton?: ReactNode;
  children: (view: V) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <Refusal error={query.error} onRetry={() => void query.refetch()} />;
  if (isGivenUp(query)) return <GivenUp onRetry={() => void query.refetch()} />;
  return <Waiting>{skeleton ?? <SkeletonRows label={t('state.loading')} />}</Waiting>;
}

/** A refusal in its own words: forbidden, not found, or failed. */
export function Refusal({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!(error instanceof DoorError))
    return <ErrorState title={t('state.failed')} retryLabel={t('state.retry')} onRetry={onRetry} />;
  const { code, message, reference, permission } = error.problem;
  if (code === 'forbidden')
    return (
      <ForbiddenState title={message}>
        {isPermission(permission) && <AskForAccess permission={permission} />}
      </ForbiddenState>
    );
  // Asked in the same way again, it would say the same.
  if (code === 'invalid')
    return (
      <EmptyState glyph="overdue" title={t('state.unreadable')}>
        <p className="text-ink-2">{message}</p>
      </EmptyState>
    );
  if (code === 'notFound') return <EmptyState glyph="ended" title={message} />;
  if (code === 'unavailable')
    return <ErrorState title={message} note={t('state.away')} retryLabel={t('state.retry')} onRetry={onRetry} />;
  return (
    <ErrorState
      title={message}
      detail={reference === '' ? undefined : t('state.reference', { reference })}
      retryLabel={t('state.retry')}
      onRetry={onRetry}
    />
  );
}
