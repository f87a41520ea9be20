import { Check, Hand, Undo2, UserRoundPen } from 'lucide-react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { t } from '@/components/messages/messages.ts';
import type { TaskView } from '@/lib/console/views/task-view.ts';
import { TaskMenu } from './task-menu.tsx';
import { askedOf } from './task-transition.tsx';
import type { TaskForm } from './use-task-form.ts';

interface TaskFootProps {
  task: TaskView;
  values: TaskForm;
  onAssign: () => void;
}

/** What can be done with an open task. */
export function TaskFoot({ task, values, onAssign }: TaskFootProps) {
  const { run, isRunning, hasForm, hasProblems, complete } = values;
  const asked = askedOf(task);
  return (
    <div className="flex items-center gap-2 border-t border-line bg-sunken px-4 py-3">
      {task.isMine ? (
        <ActionButton
          operation="task.claim"
          icon={Undo2}
          isBusy={isRunning}
          blockedBecause={asked}
          onClick={() =>
            void run('task.claim', {
              parameters: { taskKey: task.key, release: true },
              expectedState: { assignee: task.assignee },
            })
          }
        >
          {t('tasks.release')}
        </ActionButton>
      ) : (
        <ActionButton
          operation="task.claim"
          icon={Hand}
          kind={task.assignee === null ? 'primary' : 'plain'}
          isBusy={isRunning}
          blockedBecause={asked ?? (task.assignee === null ? null : t('tasks.taken', { name: task.assignee }))}
          onClick={() =>
            void run('task.claim', {
              parameters: { taskKey: task.key },
              expectedState: { assignee: task.assignee },
            })
          }
        >
          {t('tasks.claim')}
        </ActionButton>
      )}
      <ActionButton operation="task.assign" icon={UserRoundPen} blockedBecause={asked} onClick={onAssign}>
        {t('tasks.assign')}
      </ActionButton>
      <TaskMenu
        taskKey={task.key}
        name={task.name}
        isDelegated={task.delegation === 'pending'}
        isOfNoProcess={task.instanceKey === null}
      />
      <span className="flex-1" />
      <ActionButton
        operation="task.complete"
        kind={task.isMine ? 'primary' : 'plain'}
        icon={Check}
        isBusy={isRunning}
        blockedBecause={
          asked ?? (!task.isMine ? t('tasks.claimFirst') : !hasForm && hasProblems ? t('tasks.problems') : null)
        }
        onClick={complete}
      >
        {t('tasks.complete')}
      </ActionButton>
    </div>
  );
}
