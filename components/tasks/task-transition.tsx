import { type MessageKey, t } from '@/components/messages/messages.ts';
import { Note } from '@/components/ui/panel.tsx';
import type { TaskView } from '@/lib/console/views/task-view.ts';

/** While the listeners of a task are asked it is nobody's; what they denied stays to be read. */
export function TransitionNote({ task }: { task: TaskView }) {
  const { transition } = task;
  if (transition === null || task.endedAt !== null) return null;
  if (transition.kind === 'denied')
    return (
      <Note tone="warn" role="status">
        {transition.reason === '' ? t('tasks.deniedNoReason') : t('tasks.denied', { reason: transition.reason })}
      </Note>
    );
  return <Note role="status">{askedOf(task)}</Note>;
}
/** What its listeners are asked; null: nothing. */
export function askedOf({ transition }: TaskView): string | null {
  if (transition?.kind !== 'asked') return null;
  return t('tasks.asked', { event: t(TRANSITIONS[transition.event] ?? 'wait.listener.updating') });
}

const TRANSITIONS: Readonly<Record<string, MessageKey>> = {
  creating: 'wait.listener.creating',
  assigning: 'wait.listener.assigning',
  updating: 'wait.listener.updating',
  completing: 'wait.listener.completing',
  canceling: 'wait.listener.canceling',
};
