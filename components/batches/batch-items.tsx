'use client';
import Link from 'next/link';
import { DefinitionName } from '@/components/data/definition-name.tsx';
import { ListGate } from '@/components/data/list-gate.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useList } from '@/components/data/use-view.ts';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import type { Column } from '@/components/ui/data-grid.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Panel } from '@/components/ui/panel.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { BatchItemRow } from '@/lib/console/views/batch-view.ts';
import { ITEM_LOOKS } from './batch-words.ts';

const ITEM_STATES = ['all', 'failed', 'waiting', 'done'] as const;
const COLUMNS: readonly Column<BatchItemRow>[] = [
  {
    id: 'state',
    head: t('column.state'),
    width: '116px',
    cell: (row) => <StateWord kind={ITEM_LOOKS[row.state].glyph}>{t(ITEM_LOOKS[row.state].word)}</StateWord>,
  },
  {
    id: 'target',
    head: t('batch.target'),
    width: 'minmax(150px, 1fr)',
    cell: (row) =>
      row.instanceKey === null ? (
        <span className="mono">{row.target}</span>
      ) : (
        <Link className="link" href={`/instances/${row.instanceKey}`}>
          {row.businessKey ?? row.instanceKey}
        </Link>
      ),
  },
  {
    id: 'definition',
    head: t('column.definition'),
    width: 'minmax(120px, .9fr)',
    cell: (row) =>
      row.definition === null ? <span className="text-ink-3">–</span> : <DefinitionName definition={row.definition} />,
  },
  {
    id: 'element',
    head: t('column.element'),
    width: 'minmax(132px, .9fr)',
    cell: (row) =>
      row.definition === null || row.elementId === null ? (
        <span className="text-ink-3">–</span>
      ) : (
        <ElementName definitionKey={row.definition.key} elementId={row.elementId} />
      ),
  },
  {
    id: 'message',
    head: t('batch.happened'),
    width: 'minmax(160px, 2fr)',
    cell: (row) => (
      <span className="text-ink-2" title={row.message ?? undefined}>
        {row.message ?? '–'}
      </span>
    ),
  },
  {
    id: 'retries',
    head: t('batch.attemptsLeft'),
    width: '100px',
    isRight: true,
    cell: (row) => (row.state === 'done' ? '–' : row.retries),
  },
  {
    id: 'at',
    head: t('column.at'),
    width: '92px',
    isRight: true,
    cell: (row) => (row.doneAt === null ? '–' : <Clock at={row.doneAt} />),
  },
];

/** Items that are whole instances stand at no element. */
const columnsFor = (rows: readonly BatchItemRow[]): readonly Column<BatchItemRow>[] =>
  rows.some(({ elementId }) => elementId !== null) ? COLUMNS : COLUMNS.filter(({ id }) => id !== 'element');

/** What became of each item, by state. */
export function BatchItems({ batchKey }: { batchKey: string }) {
  const { values, set } = useUrlState();
  const state = ITEM_STATES.find((each) => each === values.items) ?? 'all';
  const items = useList('batch-items', { batch: batchKey, ...(state !== 'all' && { state }), limit: 100 });
  return (
    <Panel
      title={t('batch.items')}
      className="flex-1"
      aside={
        <Segmented
          label={t('batch.show')}
          value={state}
          options={ITEM_STATES.map((id) => ({
            id,
            label: id === 'all' ? t('instances.all') : t(ITEM_LOOKS[id].word),
          }))}
          onChange={(id) => set({ items: id === 'all' ? null : id })}
        />
      }
    >
      <ListGate list={items} empty={<EmptyState title={t('batch.noItems')} />}>
        <DataGrid
          label={t('batch.items')}
          columns={columnsFor(items.rows)}
          rows={items.rows}
          rowKey={(row) => row.key}
          onEndReached={items.loadMore}
          minWidth={860}
        />
      </ListGate>
    </Panel>
  );
}
