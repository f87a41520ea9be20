'use client';
import { actorName } from '@/components/audit/actor-name.ts';
import Link from 'next/link';
import { useList, useView } from '@/components/data/use-view.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { OutcomeWord } from '@/components/audit/outcome-word.tsx';
import { Why } from '@/components/audit/reason-word.tsx';
import { kindWord } from '@/components/batches/batch-words.ts';
import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { EmptyState, SkeletonRows } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { AuditRow } from '@/lib/console/views/audit-view.ts';
import type { InstanceBatch } from '@/lib/console/views/batch-view.ts';

/** An entry of the log, or what a batch has done here: its entry is that of the whole batch. */
type Done =
  | { readonly at: number; readonly entry: AuditRow; readonly batch: null }
  | { readonly at: number; readonly entry: null; readonly batch: InstanceBatch };

/** What people, clients and batches did to this instance. */
export function OperationsTab({ instanceKey }: { instanceKey: string }) {
  const entries = useList('audit', { instance: instanceKey, limit: 100 });
  const batches = useView('instance-batches', { instance: instanceKey });
  if (entries.error !== null && entries.data === undefined)
    return <Refusal error={entries.error} onRetry={() => void entries.refetch()} />;
  if (entries.isPending) return <SkeletonRows label={t('state.loading')} count={3} />;
  const rows = [
    ...entries.rows.map((entry): Done => ({ at: entry.at, entry, batch: null })),
    ...(batches.data?.batches ?? []).map((batch): Done => ({ at: batch.doneAt, entry: null, batch })),
  ].sort((one, other) => other.at - one.at);
  if (rows.length === 0) return <EmptyState title={t('operation.none')} />;
  return (
    <SimpleTable<Done>
      label={t('tab.operations')}
      rows={rows}
      rowKey={({ entry, batch }) => (entry === null ? `batch ${batch.key}` : String(entry.n))}
      columns={[
        {
          id: 'n',
          head: t('column.number'),
          width: '150px',
          cell: ({ entry, batch }) =>
            entry === null ? (
              <Link className="link mono" href={`/batches/${batch.key}`}>
                {batch.key}
              </Link>
            ) : (
              <Link className="link mono" href={`/audit?entry=${entry.n}`}>
                {entry.n}
              </Link>
            ),
        },
        { id: 'at', head: t('column.at'), width: '72px', isRight: true, cell: ({ at }) => <Clock at={at} /> },
        {
          id: 'who',
          head: t('column.who'),
          cell: ({ entry, batch }) =>
            entry === null ? (
              (batch.createdBy ?? t('word.nobody'))
            ) : (
              <>
                {actorName(entry)} <span className="text-ink-3">{entry.actorRole}</span>
              </>
            ),
        },
        {
          id: 'what',
          head: t('column.what'),
          cell: ({ entry, batch }) =>
            entry === null ? (
              <>
                {kindWord(batch.kind)}{' '}
                <span className="text-ink-3">
                  {t('operation.batch', { count: formatCount(batch.total) })}
                  {batch.here > 1 && <>, {t('operation.batchItems', { count: formatCount(batch.here) })}</>}
                </span>
              </>
            ) : (
              entry.operationLabel
            ),
        },
        {
          id: 'why',
          head: t('column.why'),
          isExtra: true,
          cell: ({ entry }) =>
            entry === null ? (
              '–'
            ) : (
              <span title={entry.note ?? undefined}>
                <Why reasonCode={entry.reasonCode} ticket={entry.ticket} none="–" />
              </span>
            ),
        },
        {
          id: 'outcome',
          head: t('column.outcome'),
          width: '110px',
          cell: ({ entry }) => <OutcomeWord outcome={entry?.outcome ?? 'done'} />,
        },
      ]}
    />
  );
}
