'use client';
import { useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import { TextField } from '@/components/ui/field.tsx';
import type { TaskView } from '@/lib/console/views/task-view.ts';
import { ActionDialog } from './action-dialog.tsx';

/** Gives a task to somebody, or back to its candidates when nobody is named. */
export function AssignTaskDialog({ task, onClose }: { task: TaskView; onClose: () => void }) {
  const [name, setName] = useState(task.assignee ?? '');
  const assignee = name.trim() === '' ? null : name.trim();
  return (
    <ActionDialog operation="task.assign" title={t('tasks.assignTitle', { name: task.name })} where={task.businessKey ?? task.instanceKey} confirmLabel={t('tasks.assignConfirm')} auditTarget={task.instanceKey}
      parameters={assignee === task.assignee ? null : { taskKey: task.key, assignee }} onClose={onClose}
      form={<div className="w-[280px]"><TextField label={t('column.assignee')} need={t('field.optional')} value={name} help={t('tasks.assignHelp')} autoComplete="off" className="mono" onChange={(event) => setName(event.target.value)} /></div>} />
  );
}
