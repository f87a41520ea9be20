'use client';
import { CalendarClock, Ellipsis, Pause, Play, RotateCw, X } from 'lucide-react';
import { useState } from 'react';
import { ActionButton, useBlockedBecause } from '@/components/actions/action-button.tsx';
import { type JobBatchKind, JobBatchDialog } from '@/components/batches/batch-dialog.tsx';
import { BulkItem, selectionOf } from '@/components/instances/bulk-actions.tsx';
import type { Selection } from '@/components/instances/use-selection.ts';
import type { MessageKey } from '@/components/messages/messages.ts';
import { t } from '@/components/messages/messages.ts';
import { BulkBar } from '@/components/ui/bulk-bar.tsx';
import { Button } from '@/components/ui/button.tsx';
import { formatCount } from '@/components/ui/format.ts';
import { Menu } from '@/components/ui/menu.tsx';
import type { OperationName } from '@/lib/console/contract.ts';
import type { BoundedCount } from '@/lib/console/views/shared.ts';

interface Entry { readonly kind: JobBatchKind; readonly operation: OperationName; readonly word: MessageKey }
const MORE: readonly Entry[] = [
  { kind: 'setRetries', operation: 'job.set-retries', word: 'jobs.bulkRetries' }, { kind: 'setPriority', operation: 'job.set-priority', word: 'jobs.bulkPriority' }, { kind: 'resumeJobs', operation: 'job.resume', word: 'jobs.bulkResume' },
  { kind: 'unlockWork', operation: 'job.unlock', word: 'jobs.bulkUnlock' }, { kind: 'completeWork', operation: 'job.complete', word: 'jobs.bulkComplete' }, { kind: 'throwError', operation: 'job.throw-error', word: 'jobs.bulkThrow' }, { kind: 'failWork', operation: 'job.fail', word: 'jobs.bulkFail' },
];
interface Props { readonly selection: Selection; readonly count: number; readonly matching: BoundedCount | undefined; readonly filter: Readonly<Record<string, string>>; readonly onAll: () => void; readonly onClear: () => void }

/** What can be done with the chosen jobs together: each is a batch that runs in the background. */
export function JobsBulk({ selection, count, matching, filter, onAll, onClear }: Props) {
  const [kind, setKind] = useState<JobBatchKind | null>(null);
  const retryMissing = useBlockedBecause('incident.retry');
  const executeMissing = useBlockedBecause('job.execute');
  const dueMissing = useBlockedBecause('job.set-due-date');
  const suspendMissing = useBlockedBecause('job.suspend');
  const isMore = selection.isAll && matching?.isExact === false;
  return (
    <>
      <BulkBar label={t('jobs.bulk')} count={t(isMore ? 'bulk.countMore' : 'bulk.count', { count: formatCount(count) })}
        aside={<>
          {!selection.isAll && matching !== undefined && (matching.value > count || !matching.isExact) && <Button isSmall kind="ghost" onClick={onAll}>{t(matching.isExact ? 'bulk.all' : 'bulk.allMore', { count: formatCount(matching.value) })}</Button>}
          <Button isSmall kind="ghost" icon={X} onClick={onClear}>{t('bulk.clear')}</Button>
        </>}>
        <ActionButton operation="batch.create" isSmall icon={RotateCw} blockedBecause={retryMissing} onClick={() => setKind('retry')}>{t('jobs.bulkRetry')}</ActionButton>
        <ActionButton operation="batch.create" isSmall icon={Play} blockedBecause={executeMissing} onClick={() => setKind('execute')}>{t('jobs.bulkExecute')}</ActionButton>
        <ActionButton operation="batch.create" isSmall icon={CalendarClock} blockedBecause={dueMissing} onClick={() => setKind('setDueDate')}>{t('jobs.bulkDue')}</ActionButton>
        <ActionButton operation="batch.create" isSmall icon={Pause} blockedBecause={suspendMissing} onClick={() => setKind('suspendJobs')}>{t('jobs.bulkSuspend')}</ActionButton>
        <Menu trigger={<Button isSmall icon={Ellipsis}>{t('bulk.more')}</Button>}>{MORE.map((entry) => <BulkItem key={entry.kind} entry={entry} onSelect={() => setKind(entry.kind)} />)}</Menu>
      </BulkBar>
      {kind !== null && <JobBatchDialog kind={kind} selection={selectionOf(selection, filter)} count={count} onClose={(isDone) => { setKind(null); if (isDone) onClear(); }} />}
    </>
  );
}
