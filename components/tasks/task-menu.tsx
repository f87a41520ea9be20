'use client';
import {
  ArrowUpNarrowWide,
  CalendarClock,
  CheckCheck,
  Ellipsis,
  Forward,
  Trash2,
  UserRoundPen,
  Users,
  Undo2,
} from 'lucide-react';
import { ActionMenuItem } from '@/components/actions/action-button.tsx';
import { useHostedDialog } from '@/components/actions/dialog-host.tsx';
import { type TaskActionKind, TaskDialog } from '@/components/actions/task-dialogs.tsx';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { Menu, MenuLine } from '@/components/ui/menu.tsx';

/** All that can be done to a task on behalf of others; the task is read when something is chosen. */
export function TaskMenu({
  taskKey,
  name,
  isDelegated,
  isOfNoProcess = false,
}: {
  taskKey: string;
  name: string;
  isDelegated: boolean;
  isOfNoProcess?: boolean;
}) {
  const open = useHostedDialog();
  const choose = (kind: TaskActionKind) =>
    open((close) => <DialogOfTask kind={kind} taskKey={taskKey} onClose={close} />);
  return (
    <Menu trigger={<IconButton isSmall icon={Ellipsis} label={t('tasks.more', { name })} data-testid="task-menu" />}>
      <ActionMenuItem operation="task.assign" icon={UserRoundPen} onSelect={() => choose('assign')}>
        {t('tasks.assign')}
      </ActionMenuItem>
      <ActionMenuItem operation="task.set-candidates" icon={Users} onSelect={() => choose('candidates')}>
        {t('tasks.candidates')}
      </ActionMenuItem>
      <ActionMenuItem operation="task.delegate" icon={Forward} onSelect={() => choose('delegate')}>
        {t('tasks.delegate')}
      </ActionMenuItem>
      {isDelegated && (
        <ActionMenuItem operation="task.resolve" icon={Undo2} onSelect={() => choose('resolve')}>
          {t('tasks.resolve')}
        </ActionMenuItem>
      )}
      <MenuLine />
      <ActionMenuItem operation="task.set-dates" icon={CalendarClock} onSelect={() => choose('dates')}>
        {t('tasks.dates')}
      </ActionMenuItem>
      <ActionMenuItem operation="task.set-priority" icon={ArrowUpNarrowWide} onSelect={() => choose('priority')}>
        {t('tasks.priority')}
      </ActionMenuItem>
      <MenuLine />
      <ActionMenuItem operation="task.complete-for" icon={CheckCheck} onSelect={() => choose('completeFor')}>
        {t('tasks.completeFor')}
      </ActionMenuItem>
      {isOfNoProcess && (
        <ActionMenuItem operation="task.delete" icon={Trash2} isDanger onSelect={() => choose('delete')}>
          {t('tasks.delete')}
        </ActionMenuItem>
      )}
    </Menu>
  );
}

function DialogOfTask({ kind, taskKey, onClose }: { kind: TaskActionKind; taskKey: string; onClose: () => void }) {
  const task = useView('task', { key: taskKey });
  return task.data === undefined ? null : <TaskDialog kind={kind} task={task.data} onClose={onClose} />;
}
