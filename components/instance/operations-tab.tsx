'use client';
import Link from 'next/link';
import { useList } from '@/components/data/use-view.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { OutcomeWord } from '@/components/audit/outcome-word.tsx';
import { t } from '@/components/messages/messages.ts';
import { EmptyState, SkeletonRows } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { AuditRow } from '@/lib/console/views/audit-view.ts';

/** What people and clients did to this instance. */
export function OperationsTab({ instanceKey }: { instanceKey: string }) {
  const entries = useList('audit', { instance: instanceKey, limit: 100 });
  if (entries.error !== null) return <Refusal error={entries.error} onRetry={() => void entries.refetch()} />;
  if (entries.isPending) return <SkeletonRows label={t('state.loading')} count={3} />;
  if (entries.rows.length === 0) return <EmptyState title={t('operation.none')} />;
  return (
    <SimpleTable<AuditRow> label={t('tab.operations')} rows={entries.rows} rowKey={(row) => String(row.n)} columns={[
      { id: 'n', head: t('column.number'), width: '72px', cell: (row) => <Link className="link mono" href={`/audit?entry=${row.n}`}>{row.n}</Link> },
      { id: 'at', head: t('column.at'), width: '72px', isRight: true, cell: (row) => <Clock at={row.at} /> },
      { id: 'who', head: t('column.who'), cell: (row) => <>{row.actorName ?? t(`actor.${row.actorKind}`)} <span className="text-ink-3">{row.actorRole}</span></> },
      { id: 'what', head: t('column.what'), cell: (row) => row.operationLabel },
      { id: 'why', head: t('column.why'), isExtra: true, cell: (row) => <span title={row.note ?? undefined}>{[row.reasonCode, row.ticket].filter((part) => part !== null).join(' · ') || '–'}</span> },
      { id: 'outcome', head: t('column.outcome'), width: '110px', cell: (row) => <OutcomeWord outcome={row.outcome} /> },
    ]} />
  );
}
