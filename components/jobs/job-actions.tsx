'use client';
import {
  ArrowUpNarrowWide,
  CalendarClock,
  Check,
  Ellipsis,
  ListRestart,
  LockOpen,
  OctagonX,
  Pause,
  Play,
  Zap,
} from 'lucide-react';
import { ActionIconButton, ActionMenuItem } from '@/components/actions/action-button.tsx';
import type { JobAction } from '@/components/actions/job-dialog.tsx';
import { useElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { Menu, MenuLine } from '@/components/ui/menu.tsx';
import type { JobRow } from '@/lib/console/views/job-view.ts';

/** What can be done to an open job: work is resolved by hand, what runs by itself is scheduled. */
export function JobActions({ job, open }: { job: JobRow; open: (action: JobAction) => void }) {
  const isWork = job.kind === 'worker';
  const nameOf = useElementName(job.definition.key);
  return (
    <span className="inline-flex">
      {!isWork && (
        <ActionIconButton
          operation="job.execute"
          icon={Play}
          label={t('job.execute')}
          onClick={() => open({ kind: 'executeJob', job })}
        />
      )}
      <ActionIconButton
        operation="job.set-retries"
        icon={ListRestart}
        label={t('job.setRetries')}
        onClick={() => open({ kind: 'setRetries', job })}
      />
      <Menu
        trigger={
          <IconButton
            isSmall
            icon={Ellipsis}
            label={t('job.more', { element: nameOf(job.elementId) })}
            data-testid={`job-menu-${job.kind}`}
          />
        }
      >
        {!isWork && (
          <ActionMenuItem
            operation="job.set-due-date"
            icon={CalendarClock}
            onSelect={() => open({ kind: 'jobDueDate', job })}
          >
            {t('job.due')}
          </ActionMenuItem>
        )}
        {job.isSuspended === true ? (
          <ActionMenuItem operation="job.resume" icon={Play} onSelect={() => open({ kind: 'jobSuspension', job })}>
            {t('job.resume')}
          </ActionMenuItem>
        ) : (
          <ActionMenuItem operation="job.suspend" icon={Pause} onSelect={() => open({ kind: 'jobSuspension', job })}>
            {t('job.suspend')}
          </ActionMenuItem>
        )}
        <ActionMenuItem
          operation="job.set-priority"
          icon={ArrowUpNarrowWide}
          onSelect={() => open({ kind: 'jobPriority', job })}
        >
          {t('job.priority')}
        </ActionMenuItem>
        {isWork && (
          <>
            <ActionMenuItem operation="job.unlock" icon={LockOpen} onSelect={() => open({ kind: 'unlockJob', job })}>
              {t('job.unlock')}
            </ActionMenuItem>
            <MenuLine />
            <ActionMenuItem operation="job.complete" icon={Check} onSelect={() => open({ kind: 'completeJob', job })}>
              {t('job.complete')}
            </ActionMenuItem>
            <ActionMenuItem
              operation="job.throw-error"
              icon={Zap}
              onSelect={() => open({ kind: 'throwJobError', job })}
            >
              {t('job.throw')}
            </ActionMenuItem>
            <ActionMenuItem
              operation="job.fail"
              icon={OctagonX}
              isDanger
              onSelect={() => open({ kind: 'failJob', job })}
            >
              {t('job.fail')}
            </ActionMenuItem>
          </>
        )}
      </Menu>
    </span>
  );
}
