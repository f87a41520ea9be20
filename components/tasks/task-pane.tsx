'use client';
import { useState } from 'react';
import { TaskDialog } from '@/components/actions/task-dialogs.tsx';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { FormBody } from '@/components/forms/form-body.tsx';
import { t } from '@/components/messages/messages.ts';
import { Pill } from '@/components/ui/state-glyph.tsx';
import type { TaskView } from '@/lib/console/views/task-view.ts';
import { TaskFacts } from './task-facts.tsx';
import { TaskFoot } from './task-foot.tsx';
import { TransitionNote } from './task-transition.tsx';
import { TaskValues } from './task-values.tsx';
import { useTaskForm } from './use-task-form.ts';

/** A task: take it, fill it in, hand it on. */
export function TaskPane({ taskKey }: { taskKey: string }) {
  const task = useView('task', { key: taskKey });
  return (
    <section
      aria-label={t('column.task')}
      className="flex w-[440px] flex-none flex-col border-l border-line bg-surface max-[1100px]:w-[400px]"
    >
      <ViewGate query={task}>{(view) => <TaskBody task={view} />}</ViewGate>
    </section>
  );
}

function TaskBody({ task }: { task: TaskView }) {
  const values = useTaskForm(task);
  const [isAssigning, setAssigning] = useState(false);
  const isOpen = task.endedAt === null;
  const isOff = !isOpen || !task.isMine;
  return (
    <>
      <div className="border-b border-line px-4 py-3.5">
        <div className="flex items-center gap-2">
          <h2 className="min-w-0 flex-1 truncate text-16 font-semibold">{task.name}</h2>
          {isOpen ? (
            <Pill kind={task.assignee === null ? 'waiting' : 'active'}>
              {task.isMine ? t('tasks.claimedByMe') : (task.assignee ?? t('word.unassigned'))}
            </Pill>
          ) : (
            <Pill kind="done">{t('word.completed')}</Pill>
          )}
        </div>
        {task.description !== null && <p className="mt-1 text-ink-2">{task.description}</p>}
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto p-4">
        <TransitionNote task={task} />
        <TaskFacts task={task} />
        {task.form === null ? (
          <TaskValues values={values} isOff={isOff} />
        ) : (
          <FormBody
            form={task.form}
            isOff={isOff}
            ref={values.form}
            fallback={<TaskValues values={values} isOff={isOff} />}
            onBroken={values.breakForm}
          />
        )}
      </div>
      {isOpen && <TaskFoot task={task} values={values} onAssign={() => setAssigning(true)} />}
      {isAssigning && <TaskDialog kind="assign" task={task} onClose={() => setAssigning(false)} />}
    </>
  );
}
