'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useList } from '@/components/data/use-view.ts';
import { ListGate } from '@/components/data/list-gate.tsx';
import { unknownParameters } from '@/components/data/unknown-parameters.ts';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { ListKeys, PageHead, StatusLine } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import type { Column } from '@/components/ui/data-grid.tsx';
import { FilterBar } from '@/components/ui/filter-bar.tsx';
import { formatCount, timeZone } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { BatchRow } from '@/lib/console/views/batch-view.ts';
import { BatchProgress } from './batch-progress.tsx';
import { BATCH_LOOKS, kindWord } from './batch-words.ts';

const COLUMNS: readonly Column<BatchRow>[] = [
  {
    id: 'state',
    head: t('column.state'),
    width: '150px',
    cell: (row) => <StateWord kind={BATCH_LOOKS[row.state].glyph}>{t(BATCH_LOOKS[row.state].word)}</StateWord>,
  },
  {
    id: 'what',
    head: t('batch.what'),
    width: 'minmax(180px, 1.4fr)',
    cell: (row) => <span className="font-medium">{kindWord(row.kind)}</span>,
  },
  { id: 'total', head: t('batch.items'), width: '80px', isRight: true, cell: (row) => formatCount(row.total) },
  {
    id: 'progress',
    head: t('batch.progressHead'),
    width: 'minmax(140px, 1fr)',
    cell: (row) => <BatchProgress batch={row} />,
  },
  {
    id: 'failed',
    head: t('batch.failed'),
    width: '76px',
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
    width: 'minmax(90px, .7fr)',
    cell: (row) => row.createdBy ?? <span className="text-ink-3">–</span>,
  },
  { id: 'at', head: t('batch.created'), width: '92px', isRight: true, cell: (row) => <Clock at={row.createdAt} /> },
];
const STATES = ['running', 'paused', 'failed', 'completed', 'cancelled'] as const;

/** Many repairs, watched like one. */
export function BatchesPage() {
  const router = useRouter();
  const { values, set } = useUrlState();
  const [current, setCurrent] = useState<string | null>(null);
  const list = useList('batches', { state: values.state, limit: 100 });
  const fields = [
    {
      id: 'state',
      label: t('column.state'),
      options: STATES.map((state) => ({ value: state, label: t(BATCH_LOOKS[state].word) })),
    },
  ];
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.batches') }]} />
      <PageHead title={t('nav.batches')} />
      <div className="flex-none px-[var(--page-x)] pb-3">
        <FilterBar
          label={t('filter.label')}
          addLabel={t('filter.add')}
          applyLabel={t('filter.apply')}
          removeLabel={(field) => t('filter.remove', { field })}
          fields={fields}
          values={values}
          unknown={unknownParameters(values, ['state'])}
          onChange={(id, value) => set({ [id]: value })}
        />
      </div>
      <div className="flex min-h-0 flex-1 flex-col border-t border-line bg-surface">
        <ListGate
          list={list}
          skeletonRows={8}
          empty={<EmptyState title={values.state === undefined ? t('batch.none') : t('filter.nothingOne')} />}
        >
          <DataGrid
            label={t('nav.batches')}
            columns={COLUMNS}
            rows={list.rows}
            rowKey={(row) => row.key}
            currentKey={current}
            onCurrent={(row) => setCurrent(row.key)}
            onOpen={(row) => router.push(`/batches/${row.key}`)}
            onEndReached={list.loadMore}
            ownsKeys
            minWidth={760}
          />
        </ListGate>
      </div>
      <StatusLine right={t('status.zone', { zone: timeZone })}>
        <ListKeys canFilter />
      </StatusLine>
    </>
  );
}
