'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import type { Column } from '@/components/ui/data-grid.tsx';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import { formatDuration } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Age } from '@/components/ui/time.tsx';
import type { TopicRow } from '@/lib/console/views/worker-view.ts';
import { AtLeast } from './at-least.tsx';
import { inHand, perMinute } from './pace-figures.tsx';
import { TOPIC_LOOKS } from './topic-looks.ts';
import { topicLink } from './worker-links.ts';

const ROW_PX = 48;
const HOUR_MS = 3_600_000;
const linkOf = ({ topic }: TopicRow, state?: string) =>
  `/jobs?topic=${encodeURIComponent(topic)}${state === undefined ? '' : `&state=${state}`}`;
const None = () => <span className="text-ink-3">–</span>;

function Topic({ row }: { row: TopicRow }) {
  return (
    <>
      <div className="truncate leading-[17px]">
        <Link className="link mono" title={row.topic} href={topicLink(row.topic)}>
          {row.topic}
        </Link>
      </div>
      {row.similar.length > 0 && (
        <div
          title={t('workers.similar', { names: row.similar.join(', ') })}
          className="truncate text-12 leading-[17px] text-ink-2"
        >
          {t('workers.similar', { names: row.similar.join(', ') })}
        </div>
      )}
    </>
  );
}

const COLUMNS: readonly Column<TopicRow>[] = [
  { id: 'topic', head: t('jobs.topicOrType'), width: 'minmax(170px, 1.8fr)', cell: (row) => <Topic row={row} /> },
  {
    id: 'state',
    head: t('column.state'),
    width: '164px',
    cell: (row) => <StateWord kind={TOPIC_LOOKS[row.state].glyph}>{t(TOPIC_LOOKS[row.state].word)}</StateWord>,
  },
  {
    id: 'waiting',
    head: t('workers.waiting'),
    width: '74px',
    isRight: true,
    cell: (row) => <AtLeast count={row.waiting} href={linkOf(row, 'waiting,retrying')} />,
  },
  {
    id: 'oldest',
    head: t('workers.oldest'),
    width: '90px',
    isRight: true,
    cell: (row) => (row.oldestAt === null ? <None /> : <Age at={row.oldestAt} />),
  },
  {
    id: 'leased',
    head: t('workers.leased'),
    width: '72px',
    isRight: true,
    cell: (row) => <AtLeast count={row.leased} href={linkOf(row, 'leased')} />,
  },
  {
    id: 'failed',
    head: t('workers.failed'),
    width: '68px',
    isRight: true,
    cell: (row) => <AtLeast count={row.failed} href={linkOf(row, 'incident')} isBad />,
  },
  {
    id: 'resting',
    head: t('workers.resting'),
    width: '62px',
    isExtra: true,
    isRight: true,
    cell: (row) => <AtLeast count={row.resting} href={linkOf(row)} />,
  },
  {
    id: 'done',
    head: t('pace.perMinute'),
    width: '82px',
    isRight: true,
    cell: (row) => (row.pace.done === 0 ? <None /> : perMinute(row.pace.done, HOUR_MS)),
  },
  {
    id: 'p95',
    head: t('pace.p95'),
    width: '110px',
    isExtra: true,
    isRight: true,
    cell: (row) => (
      <span title={row.pace.median === null ? undefined : t('pace.half', { median: formatDuration(row.pace.median) })}>
        {inHand(row.pace.p95)}
      </span>
    ),
  },
  {
    id: 'asking',
    head: t('workers.asking'),
    width: '86px',
    isRight: true,
    cell: (row) => (row.asking === 0 ? <None /> : row.asking),
  },
  {
    id: 'asked',
    head: t('workers.lastAsked'),
    width: 'minmax(104px, .8fr)',
    cell: (row) =>
      row.lastAskedAt === null ? (
        <span className="text-ink-3">{t('word.nobody')}</span>
      ) : (
        <>
          <div className="leading-[17px]">
            <Age at={row.lastAskedAt} justNow={t('time.now')} />
          </div>
          <div className="mono truncate text-12 leading-[17px] text-ink-3" title={row.lastAskedBy ?? undefined}>
            {row.lastAskedBy}
          </div>
        </>
      ),
  },
];

/** What needs somebody stands first; each number leads to its jobs. */
export function TopicList({ rows }: { rows: readonly TopicRow[] }) {
  const router = useRouter();
  const [current, setCurrent] = useState<string | null>(null);
  if (rows.length === 0) return <EmptyState title={t('workers.none')} />;
  return (
    <DataGrid
      label={t('workers.topics')}
      columns={COLUMNS}
      rows={rows}
      rowKey={(row) => row.topic}
      rowHeight={ROW_PX}
      currentKey={current}
      onCurrent={(row) => setCurrent(row.topic)}
      onOpen={(row) => router.push(topicLink(row.topic))}
      ownsKeys
      minWidth={1000}
    />
  );
}
