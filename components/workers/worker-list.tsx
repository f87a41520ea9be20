'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import type { Column } from '@/components/ui/data-grid.tsx';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import { formatCount } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Age, Clock } from '@/components/ui/time.tsx';
import type { WorkerRow } from '@/lib/console/views/worker-view.ts';
import { AtLeast } from './at-least.tsx';

const heldBy = ({ worker }: WorkerRow) => `/jobs?state=leased&worker=${encodeURIComponent(worker)}`;
const None = () => <span className="text-ink-3">–</span>;
const COLUMNS: readonly Column<WorkerRow>[] = [
  {
    id: 'worker',
    head: t('workers.worker'),
    width: 'minmax(170px, 1.4fr)',
    cell: (row) => (
      <span className="mono" title={row.worker}>
        {row.worker}
      </span>
    ),
  },
  {
    id: 'state',
    head: t('column.state'),
    width: '132px',
    cell: (row) =>
      row.isAsking ? (
        <StateWord kind="active">{t('workers.isAsking')}</StateWord>
      ) : (
        <StateWord kind={row.held.value > 0 ? 'overdue' : 'ended'}>{t('workers.busy')}</StateWord>
      ),
  },
  {
    id: 'topics',
    head: t('workers.topics'),
    width: 'minmax(150px, 1.6fr)',
    cell: (row) => (
      <span className="mono" title={row.topics.join(', ')}>
        {row.topics.join(', ')}
      </span>
    ),
  },
  {
    id: 'held',
    head: t('workers.held'),
    width: '76px',
    isRight: true,
    cell: (row) => <AtLeast count={row.held} href={heldBy(row)} />,
  },
  {
    id: 'lock',
    head: t('workers.lockEnds'),
    width: '112px',
    isRight: true,
    cell: (row) => (row.firstLockEndsAt === null ? <None /> : <Clock at={row.firstLockEndsAt} />),
  },
  {
    id: 'asked',
    head: t('workers.lastAsked'),
    width: '104px',
    isRight: true,
    cell: (row) => (row.lastAskedAt === null ? <None /> : <Age at={row.lastAskedAt} justNow={t('time.now')} />),
  },
  {
    id: 'given',
    head: t('workers.given'),
    width: '104px',
    isRight: true,
    cell: (row) => (
      <span title={t('workers.givenOf', { given: formatCount(row.given), asked: formatCount(row.asked) })}>
        {formatCount(row.given)}
      </span>
    ),
  },
];

/** Who asked in the last days, or holds work now, last seen first. */
export function WorkerList({ rows }: { rows: readonly WorkerRow[] }) {
  const router = useRouter();
  const [current, setCurrent] = useState<string | null>(null);
  if (rows.length === 0) return <EmptyState title={t('workers.noneWorkers')} />;
  return (
    <DataGrid
      label={t('workers.workers')}
      columns={COLUMNS}
      rows={rows}
      rowKey={(row) => row.worker}
      currentKey={current}
      onCurrent={(row) => setCurrent(row.worker)}
      onOpen={(row) => router.push(heldBy(row))}
      ownsKeys
      minWidth={860}
    />
  );
}
