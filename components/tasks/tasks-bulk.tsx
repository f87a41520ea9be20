'use client';
import { CalendarClock, Check, UserRoundPen } from 'lucide-react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { ReassignDialog } from '@/components/actions/task-dialogs.tsx';
import { BulkButton, type BulkDeed } from '@/components/batches/bulk-button.tsx';
import type { BulkEntry } from '@/components/batches/bulk-item.tsx';
import { BulkDeeds } from '@/components/batches/bulk-deeds.tsx';
import { ChosenBatchDialog, type TaskBatchKind } from '@/components/batches/chosen-batch-dialog.tsx';
import { useBulkDialog } from '@/components/batches/use-bulk-dialog.ts';
import { SelectionBar } from '@/components/data/selection-bar.tsx';
import type { Chosen } from '@/components/data/use-selection.ts';
import { t } from '@/components/messages/messages.ts';

type Entry = BulkEntry & { readonly kind: TaskBatchKind };
const REASSIGN: BulkDeed<TaskBatchKind> = {
  kind: 'assignTasks',
  operation: 'task.assign',
  icon: UserRoundPen,
  word: 'tasks.reassign',
};
const DEEDS: readonly BulkDeed<TaskBatchKind>[] = [
  { kind: 'completeTasks', operation: 'task.complete-for', icon: Check, word: 'tasks.bulkComplete' },
  { kind: 'setTaskDates', operation: 'task.set-dates', icon: CalendarClock, word: 'tasks.bulkDates' },
];
const MORE: readonly Entry[] = [
  { kind: 'assignTasks', operation: 'task.assign', word: 'tasks.bulkAssign' },
  { kind: 'setTaskPriority', operation: 'task.set-priority', word: 'tasks.bulkPriority' },
  { kind: 'setTaskCandidates', operation: 'task.set-candidates', word: 'tasks.bulkCandidates' },
];

/** As many are reassigned at once, each with an entry of its own; more are a batch. */
const MOST_AT_ONCE = 200;

/** What can be done with the chosen tasks together; to reassign a few is done at once, the rest as a batch. */
export function TasksBulk({ chosen }: { chosen: Chosen }) {
  const { opened, open, close } = useBulkDialog<TaskBatchKind | 'reassign'>(chosen);
  const isBatch = chosen.selection.isAll || chosen.count > MOST_AT_ONCE;
  return (
    <>
      <SelectionBar label={t('tasks.bulk')} chosen={chosen}>
        {isBatch ? (
          <BulkButton deed={REASSIGN} onKind={open} />
        ) : (
          <ActionButton operation="task.reassign" isSmall icon={UserRoundPen} onClick={() => open('reassign')}>
            {t('tasks.reassign')}
          </ActionButton>
        )}
        <BulkDeeds deeds={DEEDS} groups={[{ entries: MORE }]} onKind={open} />
      </SelectionBar>
      {opened?.kind === 'reassign' && <ReassignDialog taskKeys={opened.selection.keys ?? []} onClose={close} />}
      {opened !== null && opened.kind !== 'reassign' && (
        <ChosenBatchDialog
          what={{ of: 'tasks', kind: opened.kind }}
          selection={opened.selection}
          count={opened.count}
          onClose={close}
        />
      )}
    </>
  );
}
