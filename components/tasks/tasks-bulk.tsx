'use client';
import { CalendarClock, Check, Ellipsis, UserRoundPen } from 'lucide-react';
import { useState } from 'react';
import { ActionButton, useBlockedBecause } from '@/components/actions/action-button.tsx';
import { ReassignDialog } from '@/components/actions/task-dialogs.tsx';
import { BulkItem } from '@/components/batches/bulk-item.tsx';
import { ChosenBatchDialog, type TaskBatchKind } from '@/components/batches/chosen-batch-dialog.tsx';
import { SelectionBar } from '@/components/data/selection-bar.tsx';
import type { Chosen } from '@/components/data/use-selection.ts';
import type { MessageKey } from '@/components/messages/messages.ts';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { Menu } from '@/components/ui/menu.tsx';
import type { OperationName } from '@/lib/console/contract.ts';

interface Entry {
  readonly kind: TaskBatchKind;
  readonly operation: OperationName;
  readonly word: MessageKey;
}
const MORE: readonly Entry[] = [
  { kind: 'assignTasks', operation: 'task.assign', word: 'tasks.bulkAssign' },
  { kind: 'setTaskPriority', operation: 'task.set-priority', word: 'tasks.bulkPriority' },
  { kind: 'setTaskCandidates', operation: 'task.set-candidates', word: 'tasks.bulkCandidates' },
];

/** What can be done with the chosen tasks together; to reassign them is done at once, the rest as a batch. */
export function TasksBulk({ chosen }: { chosen: Chosen }) {
  const [kind, setKind] = useState<TaskBatchKind | 'reassign' | null>(null);
  const completeMissing = useBlockedBecause('task.complete-for');
  const datesMissing = useBlockedBecause('task.set-dates');
  const keys = [...chosen.selection.keys];
  const close = (isDone: boolean) => {
    setKind(null);
    if (isDone) chosen.clear();
  };
  return (
    <>
      <SelectionBar label={t('tasks.bulk')} chosen={chosen}>
        <ActionButton operation="task.reassign" isSmall icon={UserRoundPen} onClick={() => setKind('reassign')}>
          {t('tasks.reassign')}
        </ActionButton>
        <ActionButton
          operation="batch.create"
          isSmall
          icon={Check}
          blockedBecause={completeMissing}
          onClick={() => setKind('completeTasks')}
        >
          {t('tasks.bulkComplete')}
        </ActionButton>
        <ActionButton
          operation="batch.create"
          isSmall
          icon={CalendarClock}
          blockedBecause={datesMissing}
          onClick={() => setKind('setTaskDates')}
        >
          {t('tasks.bulkDates')}
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
      {kind === 'reassign' && <ReassignDialog taskKeys={keys} onClose={close} />}
      {kind !== null && kind !== 'reassign' && (
        <ChosenBatchDialog what={{ of: 'tasks', kind }} keys={keys} onClose={close} />
      )}
    </>
  );
}
