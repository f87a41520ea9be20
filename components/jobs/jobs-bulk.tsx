'use client';
import { CalendarClock, Ellipsis, Pause, Play, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { ActionButton, useBlockedBecause } from '@/components/actions/action-button.tsx';
import { type JobBatchKind, JobBatchDialog } from '@/components/batches/batch-dialog.tsx';
import { BulkItem } from '@/components/batches/bulk-item.tsx';
import { SelectionBar } from '@/components/data/selection-bar.tsx';
import type { Chosen } from '@/components/data/use-selection.ts';
import type { MessageKey } from '@/components/messages/messages.ts';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { Menu } from '@/components/ui/menu.tsx';
import type { OperationName } from '@/lib/console/contract.ts';

interface Entry {
  readonly kind: JobBatchKind;
  readonly operation: OperationName;
  readonly word: MessageKey;
}
const MORE: readonly Entry[] = [
  { kind: 'setRetries', operation: 'job.set-retries', word: 'jobs.bulkRetries' },
  { kind: 'setPriority', operation: 'job.set-priority', word: 'jobs.bulkPriority' },
  { kind: 'resumeJobs', operation: 'job.resume', word: 'jobs.bulkResume' },
  { kind: 'unlockWork', operation: 'job.unlock', word: 'jobs.bulkUnlock' },
  { kind: 'completeWork', operation: 'job.complete', word: 'jobs.bulkComplete' },
  { kind: 'throwError', operation: 'job.throw-error', word: 'jobs.bulkThrow' },
  { kind: 'failWork', operation: 'job.fail', word: 'jobs.bulkFail' },
];

/** What can be done with the chosen jobs together: each is a batch that runs in the background. */
export function JobsBulk({ chosen }: { chosen: Chosen }) {
  const [kind, setKind] = useState<JobBatchKind | null>(null);
  const retryMissing = useBlockedBecause('incident.retry');
  const executeMissing = useBlockedBecause('job.execute');
  const dueMissing = useBlockedBecause('job.set-due-date');
  const suspendMissing = useBlockedBecause('job.suspend');
  return (
    <>
      <SelectionBar label={t('jobs.bulk')} chosen={chosen}>
        <ActionButton
          operation="batch.create"
          isSmall
          icon={RotateCw}
          blockedBecause={retryMissing}
          onClick={() => setKind('retry')}
        >
          {t('jobs.bulkRetry')}
        </ActionButton>
        <ActionButton
          operation="batch.create"
          isSmall
          icon={Play}
          blockedBecause={executeMissing}
          onClick={() => setKind('execute')}
        >
          {t('jobs.bulkExecute')}
        </ActionButton>
        <ActionButton
          operation="batch.create"
          isSmall
          icon={CalendarClock}
          blockedBecause={dueMissing}
          onClick={() => setKind('setDueDate')}
        >
          {t('jobs.bulkDue')}
        </ActionButton>
        <ActionButton
          operation="batch.create"
          isSmall
          icon={Pause}
          blockedBecause={suspendMissing}
          onClick={() => setKind('suspendJobs')}
        >
          {t('jobs.bulkSuspend')}
        </ActionButton>
        <Menu
          trigger={
            <Button isSmall icon={Ellipsis}>
              {t('bulk.more')}
            </Button>
          }
        >
          {MORE.map((entry) => (
            <BulkItem key={entry.kind} entry={entry} onSelect={() => setKind(entry.kind)} />
          ))}
        </Menu>
      </SelectionBar>
      {kind !== null && (
        <JobBatchDialog
          kind={kind}
          selection={chosen.asked}
          count={chosen.count}
          onClose={(isDone) => {
            setKind(null);
            if (isDone) chosen.clear();
          }}
        />
      )}
    </>
  );
}
