'use client';
import { useElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import { ActionDialog } from './action-dialog.tsx';
import {
  CompleteJobDialog,
  ExecuteJobDialog,
  FailJobDialog,
  JobDueDateDialog,
  JobPriorityDialog,
  SuspendJobDialog,
  ThrowJobErrorDialog,
} from './job-dialogs.tsx';
import { SetRetriesDialog } from './retry-dialog.tsx';

/** What is done to one job. */
export interface JobAction {
  readonly kind:
    | 'executeJob'
    | 'jobDueDate'
    | 'jobPriority'
    | 'jobSuspension'
    | 'completeJob'
    | 'failJob'
    | 'throwJobError'
    | 'setRetries'
    | 'unlockJob';
  readonly job: JobRow;
}

/** Its dialog. `version`: of the instance, where it was on the screen. */
export function JobDialog({
  action: { kind, job },
  ...place
}: {
  action: JobAction;
  instanceKey: string;
  version?: number;
  where: string;
  onClose: () => void;
}) {
  const nameOf = useElementName(job.definition.key);
  switch (kind) {
    case 'executeJob':
      return <ExecuteJobDialog {...place} job={job} />;
    case 'jobDueDate':
      return <JobDueDateDialog {...place} job={job} />;
    case 'jobPriority':
      return <JobPriorityDialog {...place} job={job} />;
    case 'jobSuspension':
      return <SuspendJobDialog {...place} job={job} />;
    case 'completeJob':
      return <CompleteJobDialog {...place} job={job} />;
    case 'failJob':
      return <FailJobDialog {...place} job={job} />;
    case 'throwJobError':
      return <ThrowJobErrorDialog {...place} job={job} />;
    case 'setRetries':
      return <SetRetriesDialog {...place} job={job} />;
    case 'unlockJob':
      return (
        <ActionDialog
          operation="job.unlock"
          title={t('job.unlockTitle')}
          where={`${place.where} · ${nameOf(job.elementId)}`}
          confirmLabel={t('job.unlockConfirm')}
          parameters={{ jobKey: job.key }}
          auditTarget={place.instanceKey}
          onClose={place.onClose}
        />
      );
  }
}
