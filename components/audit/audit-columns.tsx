import { actorName } from './actor-name.ts';
import { t } from '@/components/messages/messages.ts';
import { Avatar } from '@/components/ui/avatar.tsx';
import type { Column } from '@/components/ui/data-grid.tsx';
import { formatClock, formatExactTime, formatTime } from '@/components/ui/format.ts';
import type { AuditRow } from '@/lib/console/views/audit-view.ts';
import { OutcomeWord } from './outcome-word.tsx';
import { ReasonWord } from './reason-word.tsx';

const isToday = (at: number): boolean => new Date(at).toDateString() === new Date().toDateString();

export const AUDIT_COLUMNS: readonly Column<AuditRow>[] = [
  { id: 'n', head: t('column.number'), width: '64px', cell: (row) => <span className="mono text-ink-2">{row.n}</span> },
  {
    id: 'at',
    head: t('column.time'),
    width: '104px',
    cell: (row) => (
      <time className="num" title={formatExactTime(row.at)}>
        {isToday(row.at) ? formatClock(row.at) : formatTime(row.at, Date.now())}
      </time>
    ),
  },
  {
    id: 'who',
    head: t('column.who'),
    width: 'minmax(140px, 1fr)',
    cell: (row) => (
      <span className="flex items-center gap-2">
        <Avatar name={actorName(row)} />
        <span className="min-w-0">
          <span className="block truncate leading-4">{actorName(row)}</span>
          <span className="block truncate text-12 text-ink-3">{row.actorRole ?? t(`actor.${row.actorKind}`)}</span>
        </span>
      </span>
    ),
  },
  {
    id: 'what',
    head: t('audit.whatWhere'),
    width: 'minmax(180px, 1.6fr)',
    cell: (row) => (
      <>
        <div className="truncate leading-4 font-medium">{row.operationLabel}</div>
        <div className="truncate text-12 text-ink-3">
          {[row.businessKey ?? row.instanceKey ?? row.targetName ?? row.targetKey, row.elementName ?? row.elementId]
            .filter((part) => part !== null)
            .join(' · ')}
        </div>
      </>
    ),
  },
  {
    id: 'why',
    head: t('column.why'),
    width: 'minmax(120px, 1fr)',
    cell: (row) => (
      <>
        <div className="truncate leading-4">
          {row.reasonCode !== null ? (
            <ReasonWord code={row.reasonCode} />
          ) : (
            (row.text ?? row.outcomeText ?? <span className="text-ink-3">{t('audit.noReason')}</span>)
          )}
        </div>
        {row.ticket !== null && <div className="mono truncate leading-4 text-ink-3">{row.ticket}</div>}
      </>
    ),
  },
  { id: 'outcome', head: t('column.outcome'), width: '110px', cell: (row) => <OutcomeWord outcome={row.outcome} /> },
];
