'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import type { Column } from '@/components/ui/data-grid.tsx';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import { formatCount } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Age, Clock } from '@/components/ui/time.tsx';
import type { WorkerRow } from '@/lib/console/views/worker-view.ts';
import { AtLeast } from './at-least.tsx';
import { inHand } from './pace-figures.tsx';
import { workerLink } from './worker-links.ts';
import { WorkerState } from './worker-table.tsx';

const heldBy = ({ worker }: WorkerRow) => `/jobs?state=leased&worker=${encodeURIComponent(worker)}`;
const None = () => <span className="text-ink-3">–</span>;
const COLUMNS: readonly Column<WorkerRow>[] = [
  {
    id: 'worker',
    head: t('workers.worker'),
    width: 'minmax(170px, 1.4fr)',
    cell: (row) => (
      <Link className="link mono" title={row.worker} href={workerLink(row.worker)}>
        {row.worker}
      </Link>
    ),
  },
  { id: 'state', head: t('column.state'), width: '132px', cell: (row) => <WorkerState row={row} /> },
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
    id: 'done',
    head: t('pace.hourDone'),
    width: '96px',
    isRight: true,
    cell: (row) => (row.pace.done === 0 ? <None /> : formatCount(row.pace.done)),
  },
  {
    id: 'median',
    head: t('pace.median'),
    width: '92px',
    isExtra: true,
    isRight: true,
    cell: (row) => inHand(row.pace.median),
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
    isExtra: true,
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
      onOpen={(row) => router.push(workerLink(row.worker))}
      ownsKeys
      minWidth={980}
    />
  );
}
