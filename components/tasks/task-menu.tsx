'use client';
import { ArrowUpNarrowWide, CalendarClock, CheckCheck, Ellipsis, Forward, UserRoundPen, Users, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { ActionMenuItem } from '@/components/actions/action-button.tsx';
import { type TaskActionKind, TaskDialog } from '@/components/actions/task-dialogs.tsx';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { Menu, MenuLine } from '@/components/ui/menu.tsx';

/** All that can be done to a task on behalf of others; the task is read when something is chosen. */
export function TaskMenu({ taskKey, name, isDelegated }: { taskKey: string; name: string; isDelegated: boolean }) {
  const [kind, setKind] = useState<TaskActionKind | null>(null);
  const task = useView('task', { key: taskKey }, { isOff: kind === null });
  return (
    <>
      <Menu trigger={<IconButton isSmall icon={Ellipsis} label={t('tasks.more', { name })} data-testid="task-menu" />}>
        <ActionMenuItem operation="task.assign" icon={UserRoundPen} onSelect={() => setKind('assign')}>{t('tasks.assign')}</ActionMenuItem>
        <ActionMenuItem operation="task.set-candidates" icon={Users} onSelect={() => setKind('candidates')}>{t('tasks.candidates')}</ActionMenuItem>
        <ActionMenuItem operation="task.delegate" icon={Forward} onSelect={() => setKind('delegate')}>{t('tasks.delegate')}</ActionMenuItem>
        {isDelegated && <ActionMenuItem operation="task.resolve" icon={Undo2} onSelect={() => setKind('resolve')}>{t('tasks.resolve')}</ActionMenuItem>}
        <MenuLine />
        <ActionMenuItem operation="task.set-dates" icon={CalendarClock} onSelect={() => setKind('dates')}>{t('tasks.dates')}</ActionMenuItem>
        <ActionMenuItem operation="task.set-priority" icon={ArrowUpNarrowWide} onSelect={() => setKind('priority')}>{t('tasks.priority')}</ActionMenuItem>
        <MenuLine />
        <ActionMenuItem operation="task.complete-for" icon={CheckCheck} onSelect={() => setKind('completeFor')}>{t('tasks.completeFor')}</ActionMenuItem>
      </Menu>
      {kind !== null && task.data !== undefined && <TaskDialog kind={kind} task={task.data} onClose={() => setKind(null)} />}
    </>
  );
}
