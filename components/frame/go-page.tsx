'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { versionName } from '@/components/data/definition-name';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { t } from '@/components/messages/messages.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Crumbs } from './crumbs.tsx';
import { PageHead } from './page-head.tsx';

const KEY = /^\d{16}$/;
/** An id or a business key leads to its page; several hits are offered. */
export function GoPage({ text }: { text: string }) {
  const router = useRouter();
  const found = useView(
    'instances',
    KEY.test(text) ? { key: text, limit: 20 } : { businessKey: `eq:${text}`, limit: 20 },
  );
  const rows = found.data?.rows;
  const only = rows?.length === 1 ? rows[0] : undefined;
  useEffect(() => {
    if (only !== undefined) router.replace(`/instances/${only.key}`);
  }, [only, router]);
  return (
    <>
      <Crumbs crumbs={[{ label: text }]} />
      <PageHead title={t('go.title', { text })} />
      <ViewGate query={found}>
        {(page) =>
          page.rows.length === 0 ? (
            <EmptyState title={t('go.none', { text })}>
              <Link className="link" href={`/instances?businessKey=${encodeURIComponent(`^=${text}`)}`}>
                {t('go.prefix')}
              </Link>
            </EmptyState>
          ) : (
            <ul className="px-[var(--page-x)]">
              {page.rows.map((row) => (
                <li key={row.key} className="py-1">
                  <p>
                    <Link className="link" href={`/instances/${row.key}`}>
                      {row.businessKey ?? row.key}
                    </Link>{' '}
                    <span className="text-ink-3">
                      {versionName(row.definition)} · {row.key}
                    </span>
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </ViewGate>
    </>
  );
}
