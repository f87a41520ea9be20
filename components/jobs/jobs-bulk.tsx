'use client';
import { CalendarClock, Pause, Play, RotateCw } from 'lucide-react';
import { type JobBatchKind, JobBatchDialog } from '@/components/batches/batch-dialog.tsx';
import type { BulkDeed } from '@/components/batches/bulk-button.tsx';
import type { BulkEntry } from '@/components/batches/bulk-item.tsx';
import { BulkDeeds } from '@/components/batches/bulk-deeds.tsx';
import { useBulkDialog } from '@/components/batches/use-bulk-dialog.ts';
import { SelectionBar } from '@/components/data/selection-bar.tsx';
import type { Chosen } from '@/components/data/use-selection.ts';
import { t } from '@/components/messages/messages.ts';

type Entry = BulkEntry & { readonly kind: JobBatchKind };
const DEEDS: readonly BulkDeed<JobBatchKind>[] = [
  { kind: 'retry', operation: 'incident.retry', icon: RotateCw, word: 'jobs.bulkRetry' },
  { kind: 'execute', operation: 'job.execute', icon: Play, word: 'jobs.bulkExecute' },
  { kind: 'setDueDate', operation: 'job.set-due-date', icon: CalendarClock, word: 'jobs.bulkDue' },
  { kind: 'suspendJobs', operation: 'job.suspend', icon: Pause, word: 'jobs.bulkSuspend' },
];
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
  const { opened, open, close } = useBulkDialog<JobBatchKind>(chosen);
  return (
    <>
      <SelectionBar label={t('jobs.bulk')} chosen={chosen}>
        <BulkDeeds deeds={DEEDS} groups={[{ entries: MORE }]} onKind={open} />
      </SelectionBar>
      {opened !== null && <JobBatchDialog {...opened} onClose={close} />}
    </>
  );
}
