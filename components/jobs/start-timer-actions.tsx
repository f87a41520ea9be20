'use client';
import { CalendarClock, ListRestart, Pause, Play, Zap } from 'lucide-react';
import { ActionIconButton } from '@/components/actions/action-button.tsx';
import type { JobAction } from '@/components/actions/job-dialog.tsx';
import { t } from '@/components/messages/messages.ts';
import type { JobRow } from '@/lib/console/views/job-view.ts';

/**
 * What can be done to a job that starts instances: it fires now, rests, or fires at another time; without attempts left
 * it gets new ones, with a time of their own.
 */
export function StartTimerActions({ job, open }: { job: JobRow; open: (action: JobAction) => void }) {
  return (
    <span className="inline-flex">
      <ActionIconButton
        operation="job.execute"
        icon={Zap}
        label={t('timers.fire')}
        onClick={() => open({ kind: 'executeJob', job })}
      />
      {job.isSuspended === true ? (
        <ActionIconButton
          operation="job.resume"
          icon={Play}
          label={t('job.resume')}
          onClick={() => open({ kind: 'jobSuspension', job })}
        />
      ) : (
        <ActionIconButton
          operation="job.suspend"
          icon={Pause}
          label={t('job.suspend')}
          onClick={() => open({ kind: 'jobSuspension', job })}
        />
      )}
      {job.retries === 0 ? (
        <ActionIconButton
          operation="job.set-retries"
          icon={ListRestart}
          label={t('job.setRetries')}
          onClick={() => open({ kind: 'setRetries', job })}
        />
      ) : (
        <ActionIconButton
          operation="job.set-due-date"
          icon={CalendarClock}
          label={t('job.due')}
          onClick={() => open({ kind: 'jobDueDate', job })}
        />
      )}
    </span>
  );
}
