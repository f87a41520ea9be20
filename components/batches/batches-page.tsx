'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useList, useView } from '@/components/data/use-view.ts';
import { ListGate } from '@/components/data/list-gate.tsx';
import { unknownParameters } from '@/components/data/unknown-parameters.ts';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { ListKeys, PageHead, StatusLine } from '@/components/frame/page-head.tsx';
import { t, tCount } from '@/components/messages/messages.ts';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import type { Column } from '@/components/ui/data-grid.tsx';
import { FilterBar } from '@/components/ui/filter-bar.tsx';
import { formatCount, formatDuration, timeZone } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Tabs, tabPanelId } from '@/components/ui/tabs.tsx';
import { Clock, useNow } from '@/components/ui/time.tsx';
import type { BatchRow } from '@/lib/console/views/batch-view.ts';
import { BatchProgress } from './batch-progress.tsx';
import { BATCH_KINDS, BATCH_LOOKS, kindWord, lookOf } from './batch-words.ts';

type Tab = 'now' | 'ended';
const TABS: readonly Tab[] = ['now', 'ended'];
const STATES: Readonly<Record<Tab, readonly BatchRow['state'][]>> = {
  now: ['running', 'paused', 'failed'],
  ended: ['completed', 'cancelled'],
};
const MS_PER_S = 1_000;

/** Items that came to an end, per second, since it began; null: too early to say. */
function rateOf({ done, failed, startedAt, endedAt }: BatchRow, now: number): number | null {
  const seconds = startedAt === null ? 0 : ((endedAt ?? now) - startedAt) / MS_PER_S;
  return done + failed === 0 || seconds < 1 ? null : (done + failed) / seconds;
}
function Rate({ row }: { row: BatchRow }) {
  const rate = rateOf(row, useNow());
  return (
    <span className="num">{rate === null ? '–' : rate < 10 ? rate.toFixed(1) : formatCount(Math.round(rate))}</span>
  );
}
/** By its speed so far; what rests or has only failures left ends at no time. */
function EndsAbout({ row }: { row: BatchRow }) {
  const rate = rateOf(row, useNow());
  if (row.state !== 'running' || rate === null) return <span className="text-ink-3">–</span>;
  return (
    <span className="num">
      {t('batch.endsIn', { duration: formatDuration(((row.total - row.done - row.failed) / rate) * MS_PER_S) })}
    </span>
  );
}

const FIRST: readonly Column<BatchRow>[] = [
  {
    id: 'state',
    head: t('column.state'),
    width: '152px',
    cell: (row) => <StateWord kind={lookOf(row).glyph}>{t(lookOf(row).word)}</StateWord>,
  },
  {
    id: 'what',
    head: t('batch.what'),
    width: 'minmax(170px, 1.4fr)',
    cell: (row) => <span className="font-medium">{kindWord(row.kind)}</span>,
  },
  { id: 'total', head: t('batch.items'), width: '72px', isRight: true, cell: (row) => formatCount(row.total) },
  {
    id: 'progress',
    head: t('batch.progressHead'),
    width: 'minmax(110px, 1fr)',
    cell: (row) => <BatchProgress batch={row} />,
  },
  {
    id: 'failed',
    head: t('batch.failed'),
    width: '72px',
    isRight: true,
    cell: (row) =>
      row.failed === 0 ? (
        <span className="text-ink-3">0</span>
      ) : (
        <b className="font-semibold text-incident-text">{formatCount(row.failed)}</b>
      ),
  },
  {
    id: 'by',
    head: t('batch.by'),
    width: 'minmax(80px, .7fr)',
    cell: (row) => row.createdBy ?? <span className="text-ink-3">–</span>,
  },
  {
    id: 'ticket',
    head: t('reason.ticket'),
    width: 'minmax(84px, .7fr)',
    cell: (row) =>
      row.ticket === null ? <span className="text-ink-3">–</span> : <span className="mono">{row.ticket}</span>,
  },
  { id: 'rate', head: t('batch.rate'), width: '88px', isExtra: true, isRight: true, cell: (row) => <Rate row={row} /> },
];
const COLUMNS: Readonly<Record<Tab, readonly Column<BatchRow>[]>> = {
  now: [
    ...FIRST,
    { id: 'ends', head: t('batch.endsAbout'), width: '104px', isRight: true, cell: (row) => <EndsAbout row={row} /> },
    {
      id: 'started',
      head: t('batch.started'),
      width: '88px',
      isRight: true,
      cell: (row) => <Clock at={row.startedAt ?? row.createdAt} />,
    },
  ],
  ended: [
    ...FIRST,
    {
      id: 'started',
      head: t('batch.started'),
      width: '88px',
      isRight: true,
      cell: (row) => <Clock at={row.startedAt ?? row.createdAt} />,
    },
    {
      id: 'ended',
      head: t('batch.ended'),
      width: '88px',
      isRight: true,
      cell: (row) => (row.endedAt === null ? '–' : <Clock at={row.endedAt} />),
    },
  ],
};

/** A link that names states alone leads to where they are. */
function tabOf({ tab, state }: Readonly<Record<string, string>>): Tab {
  return (
    TABS.find((id) => id === tab) ??
    (state?.split(',').some((each) => STATES.ended.some((ended) => ended === each)) ? 'ended' : 'now')
  );
}

/** Many repairs, watched like one. */
export function BatchesPage() {
  const router = useRouter();
  const { values, set } = useUrlState();
  const [current, setCurrent] = useState<string | null>(null);
  const tab = tabOf(values);
  const list = useList('batches', {
    state: values.state ?? STATES[tab].join(','),
    type: values.type,
    by: values.by,
    limit: 100,
  });
  const count = useView('batch-count', {});
  const fields = [
    {
      id: 'state',
      label: t('column.state'),
      options: STATES[tab].map((state) => ({ value: state, label: t(BATCH_LOOKS[state].word) })),
    },
    {
      id: 'type',
      label: t('batch.what'),
      options: BATCH_KINDS.map((kind) => ({ value: kind, label: kindWord(kind) })),
    },
    { id: 'by', label: t('batch.by') },
  ];
  const ownFilters = fields.filter(({ id }) => values[id] !== undefined).length;
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.batches') }]} />
      <PageHead title={t('nav.batches')} />
      <Tabs
        moreLabel={t('tabs.more')}
        name="batches"
        label={t('batch.tabs')}
        value={tab}
        items={TABS.map((id) => ({
          id,
          label: t(`batch.tab.${id}`),
          ...(id === 'now' &&
            count.data !== undefined && {
              count: count.data.isExact ? count.data.value : `${formatCount(count.data.value)}+`,
            }),
        }))}
        onChange={(id) => set({ tab: id === 'now' ? null : id, state: null })}
      />
      <div className="flex-none bg-surface px-[var(--page-x)] py-2.5">
        <FilterBar
          label={t('filter.label')}
          addLabel={t('filter.add')}
          applyLabel={t('filter.apply')}
          removeLabel={(field) => t('filter.remove', { field })}
          fields={fields}
          values={values}
          unknown={unknownParameters(values, [...fields.map(({ id }) => id), 'tab'])}
          onChange={(id, value) => set({ [id]: value })}
        />
      </div>
      <div
        id={tabPanelId('batches')}
        role="tabpanel"
        aria-labelledby={`batches-tab-${tab}`}
        className="flex min-h-0 flex-1 flex-col border-t border-line bg-surface"
      >
        <ListGate
          list={list}
          skeletonRows={8}
          empty={
            <EmptyState
              title={
                ownFilters > 0
                  ? tCount('filter.nothingOne', 'filter.nothing', ownFilters)
                  : t(tab === 'now' ? 'batch.noneNow' : 'batch.noneEnded')
              }
            />
          }
        >
          <DataGrid
            label={t('nav.batches')}
            columns={COLUMNS[tab]}
            rows={list.rows}
            rowKey={(row) => row.key}
            currentKey={current}
            onCurrent={(row) => setCurrent(row.key)}
            onOpen={(row) => router.push(`/batches/${row.key}`)}
            onEndReached={list.loadMore}
            ownsKeys
            minWidth={1080}
          />
        </ListGate>
      </div>
      <StatusLine right={t('status.zone', { zone: timeZone })}>
        <ListKeys canFilter />
      </StatusLine>
    </>
  );
}
