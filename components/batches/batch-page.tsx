'use client';
import { Ban, FileDown, Pause, Play, RotateCw } from 'lucide-react';
import Link from 'next/link';
import { toast } from 'sonner';
import { useState } from 'react';
import { ActionButton, useBlockedBecause } from '@/components/actions/action-button.tsx';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useList, useView } from '@/components/data/use-view.ts';
import { ReasonWord } from '@/components/audit/reason-word.tsx';
import { DefinitionName } from '@/components/data/definition-name.tsx';
import { ListGate } from '@/components/data/list-gate.tsx';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageGate } from '@/components/frame/page-gate.tsx';
import { Fact, PageHead } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import type { Column } from '@/components/ui/data-grid.tsx';
import { formatCount } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Panel } from '@/components/ui/panel.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { Pill, StateWord } from '@/components/ui/state-glyph.tsx';
import { Age, Clock } from '@/components/ui/time.tsx';
import { DoorError } from '@/lib/console/client.ts';
import type { BatchItemRow, BatchView } from '@/lib/console/views/batch-view.ts';
import { downloadItems } from './batch-csv.ts';
import { BatchProgress } from './batch-progress.tsx';
import { ITEM_LOOKS, kindWord, lookOf } from './batch-words.ts';
import { type BatchControl, ControlDialog } from './control-dialog.tsx';
import { StopNote } from './stop-note.tsx';
import { ruleWords } from './stop-words.ts';

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

/** One batch: how far it is, what failed and why, and the result of each item. */
export function BatchPage({ batchKey }: { batchKey: string }) {
  const batch = useView('batch', { key: batchKey });
  return (
    <PageGate query={batch} area={{ label: t('nav.batches'), href: '/batches' }}>
      {(view) => <BatchBody batch={view} />}
    </PageGate>
  );
}

function BatchBody({ batch }: { batch: BatchView }) {
  const { values, set } = useUrlState();
  const [control, setControl] = useState<BatchControl | null>(null);
  const state = ITEM_STATES.find((each) => each === values.items) ?? 'all';
  const items = useList('batch-items', { batch: batch.key, ...(state !== 'all' && { state }), limit: 100 });
  const look = lookOf(batch);
  const isEnded = batch.endedAt !== null;
  const mayPause = useBlockedBecause('batch.pause') === null;
  const mayResume = useBlockedBecause('batch.resume') === null;
  useShortcuts({
    p: () => {
      if (isEnded) return;
      if (batch.state === 'paused' ? mayResume : mayPause)
        setControl(batch.state === 'paused' ? 'batch.resume' : 'batch.pause');
    },
  });
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.batches'), href: '/batches' }, { label: kindWord(batch.kind) }]} />
      <PageHead
        title={kindWord(batch.kind)}
        beside={
          <>
            <span data-testid="batch-state" className="contents">
              <Pill kind={look.glyph}>{t(look.word)}</Pill>
            </span>
            <span className="mono text-ink-2">{batch.key}</span>
          </>
        }
        facts={
          <>
            <Fact label={t('batch.by')}>{batch.createdBy ?? '–'}</Fact>
            <Fact label={t('batch.created')}>
              <Clock at={batch.createdAt} />
            </Fact>
            {batch.startedAt !== null && (
              <Fact label={t('fact.took')}>
                <Age at={batch.startedAt} until={batch.endedAt} />
              </Fact>
            )}
            {batch.startedAt !== null && batch.endedAt !== null && (
              <Fact label={t('batch.rate')}>
                {formatCount(Math.round(batch.done / Math.max(1, (batch.endedAt - batch.startedAt) / 1000)))}
              </Fact>
            )}
            {batch.reason?.code != null && (
              <Fact label={t('fact.reason')}>
                <ReasonWord code={batch.reason.code} />
              </Fact>
            )}
            {batch.reason?.ticket != null && <Fact label={t('reason.ticket')}>{batch.reason.ticket}</Fact>}
            {!isEnded && batch.stopRule !== null && <Fact label={t('stop.fact')}>{ruleWords(batch.stopRule)}</Fact>}
          </>
        }
        actions={
          <>
            <Button icon={FileDown} onClick={() => void saveItems(batch.key)}>
              {t('batch.csv')}
            </Button>
            {batch.failed > 0 && !isEnded && (
              <ActionButton
                operation="batch.retry"
                kind="primary"
                icon={RotateCw}
                onClick={() => setControl('batch.retry')}
              >
                {t('batch.retryFailed', { count: formatCount(batch.failed) })}
              </ActionButton>
            )}
            {batch.state === 'paused' ? (
              <ActionButton
                operation="batch.resume"
                icon={Play}
                shortcut="P"
                onClick={() => setControl('batch.resume')}
              >
                {t('batch.resume')}
              </ActionButton>
            ) : (
              <ActionButton
                operation="batch.pause"
                icon={Pause}
                shortcut="P"
                blockedBecause={isEnded ? t('batch.hasEnded') : null}
                onClick={() => setControl('batch.pause')}
              >
                {t('batch.pause')}
              </ActionButton>
            )}
            <ActionButton
              operation="batch.cancel"
              kind="danger"
              icon={Ban}
              blockedBecause={isEnded ? t('batch.hasEnded') : null}
              onClick={() => setControl('batch.cancel')}
            >
              {t('batch.cancelRest')}
            </ActionButton>
          </>
        }
      />
      <div className="flex min-h-0 flex-1 flex-col gap-3 px-[var(--page-x)] pb-4">
        <StopNote batch={batch} />
        <Panel
          title={t('batch.progressHead')}
          note={t('batch.progress', {
            done: formatCount(batch.done),
            failed: formatCount(batch.failed),
            left: formatCount(batch.total - batch.done - batch.failed),
            total: formatCount(batch.total),
          })}
          className="flex-none"
        >
          <div className="p-4">
            <BatchProgress batch={batch} isTall />
          </div>
        </Panel>
        {batch.failures.length > 0 && (
          <Panel title={t('batch.causes')} className="max-h-[220px] flex-none">
            <ul className="overflow-auto">
              {batch.failures.map((failure) => (
                <li key={failure.message} className="flex gap-4 border-b border-line-faint px-3.5 py-2 last:border-0">
                  <b className="num w-14 flex-none text-right font-semibold">{formatCount(failure.count)}</b>
                  <span className="mono min-w-0 break-words">{failure.message}</span>
                </li>
              ))}
            </ul>
          </Panel>
        )}
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
      </div>
      {control !== null && <ControlDialog control={control} batch={batch} onClose={() => setControl(null)} />}
    </>
  );
}

/** A list that broke off is no file: it is said instead. */
async function saveItems(batchKey: string): Promise<void> {
  try {
    await downloadItems(batchKey);
  } catch (error) {
    if (!(error instanceof DoorError)) throw error;
    toast.error(error.problem.message);
  }
}
