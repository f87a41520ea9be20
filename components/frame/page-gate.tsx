import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Refusal, ViewGate } from '@/components/data/view-gate.tsx';
import { t } from '@/components/messages/messages.ts';
import type { DoorError } from '@/lib/console/client.ts';
import { Crumbs } from './crumbs.tsx';
import { PageOfLastResort } from './page-of-last-resort.tsx';

const TITLES = { notFound: 'page.gone', forbidden: 'page.forbidden' } as const;

/**
 * A page that is about one thing: as long as that is not there, or if it cannot be shown, the area it belongs to is
 * still named.
 */
export function PageGate<V>({
  query,
  area,
  children,
}: {
  query: UseQueryResult<V, DoorError>;
  area: { readonly label: string; readonly href: string };
  children: (view: V) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error === null)
    return (
      <>
        <Crumbs crumbs={[area]} />
        <ViewGate query={query}>{children}</ViewGate>
      </>
    );
  const { code } = query.error.problem;
  return (
    <PageOfLastResort
      title={t(code === 'notFound' || code === 'forbidden' ? TITLES[code] : 'page.notShown')}
      area={area}
      back={{ label: t('page.toArea', { area: area.label }), href: area.href }}
    >
      <Refusal error={query.error} onRetry={() => void query.refetch()} />
    </PageOfLastResort>
  );
}
