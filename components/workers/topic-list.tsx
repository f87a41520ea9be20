'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { MessageKey } from '@/components/messages/messages.ts';
import { t } from '@/components/messages/messages.ts';
import type { Column } from '@/components/ui/data-grid.tsx';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import type { GlyphKind } from '@/components/ui/state-glyph.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Age } from '@/components/ui/time.tsx';
import type { TopicRow, TopicState } from '@/lib/console/views/worker-view.ts';
import { AtLeast } from './at-least.tsx';

const ROW_PX = 48;
const LOOKS: Readonly<Record<TopicState, { readonly glyph: GlyphKind; readonly word: MessageKey }>> = {
  never: { glyph: 'overdue', word: 'workers.never' },
  silent: { glyph: 'overdue', word: 'workers.silent' },
  slow: { glyph: 'overdue', word: 'workers.slow' },
  working: { glyph: 'active', word: 'workers.working' },
  quiet: { glyph: 'ended', word: 'workers.quiet' },
};
const linkOf = ({ topic }: TopicRow, state?: string) =>
  `/jobs?topic=${encodeURIComponent(topic)}${state === undefined ? '' : `&state=${state}`}`;
const None = () => <span className="text-ink-3">–</span>;

function Topic({ row }: { row: TopicRow }) {
  return (
    <>
      <div className="truncate leading-[17px]">
        <Link className="link mono" title={row.topic} href={linkOf(row)}>
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
    cell: (row) => <StateWord kind={LOOKS[row.state].glyph}>{t(LOOKS[row.state].word)}</StateWord>,
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
    isRight: true,
    cell: (row) => <AtLeast count={row.resting} href={linkOf(row)} />,
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
    width: 'minmax(118px, 1fr)',
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
      onOpen={(row) => router.push(linkOf(row))}
      ownsKeys
      minWidth={906}
    />
  );
}
