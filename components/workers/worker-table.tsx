import Link from 'next/link';
import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { Pill, StateWord } from '@/components/ui/state-glyph.tsx';
import { Age } from '@/components/ui/time.tsx';
import type { WorkerRow } from '@/lib/console/views/worker-view.ts';
import { FailedCount, inHand } from './pace-figures.tsx';
import { workerLink } from './worker-links.ts';

/** Whether it still asks: in a word, in the head of its page as a pill. */
export function WorkerState({ row, isPill = false }: { row: WorkerRow; isPill?: boolean }) {
  const Said = isPill ? Pill : StateWord;
  return row.isAsking ? (
    <Said kind="active">{t('workers.isAsking')}</Said>
  ) : (
    <Said kind={row.held.value > 0 ? 'overdue' : 'ended'}>{t('workers.busy')}</Said>
  );
}

/** Who works on one topic, with what each did of it in the last hour. */
export function WorkerTable({ rows }: { rows: readonly WorkerRow[] }) {
  return (
    <SimpleTable<WorkerRow>
      label={t('workers.workers')}
      rows={rows}
      rowKey={({ worker }) => worker}
      columns={[
        {
          id: 'worker',
          head: t('workers.worker'),
          cell: ({ worker }) => (
            <Link className="link mono" title={worker} href={workerLink(worker)}>
              {worker}
            </Link>
          ),
        },
        { id: 'state', head: t('column.state'), width: '140px', cell: (row) => <WorkerState row={row} /> },
        {
          id: 'held',
          head: t('workers.held'),
          width: '62px',
          isRight: true,
          cell: ({ held }) => formatCount(held.value),
        },
        { id: 'done', head: t('pace.done'), width: '66px', isRight: true, cell: ({ pace }) => formatCount(pace.done) },
        {
          id: 'failed',
          head: t('pace.failed'),
          width: '62px',
          isRight: true,
          cell: ({ pace }) => <FailedCount count={pace.failed} />,
        },
        {
          id: 'median',
          head: t('pace.median'),
          width: '82px',
          isRight: true,
          isExtra: true,
          cell: ({ pace }) => inHand(pace.median),
        },
        {
          id: 'asked',
          head: t('workers.lastAsked'),
          width: '108px',
          isRight: true,
          cell: ({ lastAskedAt }) => (lastAskedAt === null ? '–' : <Age at={lastAskedAt} justNow={t('time.now')} />),
        },
      ]}
    />
  );
}
