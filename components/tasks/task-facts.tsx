import Link from 'next/link';
import { definitionName } from '@/components/data/definition-name';
import { useMay } from '@/components/data/person.tsx';
import { t } from '@/components/messages/messages.ts';
import { Facts } from '@/components/ui/panel.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { TaskView } from '@/lib/console/views/task-view.ts';

/** Of which process it is, when it is due, whose it is. */
export function TaskFacts({ task }: { task: TaskView }) {
  const maySeeInstance = useMay('instance.read');
  return (
    <Facts
      rows={[
        ...(task.instanceKey === null
          ? []
          : [
              {
                label: t('column.businessKey'),
                value: maySeeInstance ? (
                  <Link className="link" href={`/instances/${task.instanceKey}`}>
                    {task.businessKey ?? task.instanceKey}
                  </Link>
                ) : (
                  (task.businessKey ?? '–')
                ),
              },
            ]),
        {
          label: t('column.definition'),
          value: task.definition === null ? t('tasks.noProcess') : definitionName(task.definition),
        },
        { label: t('column.due'), value: task.dueAt === null ? '–' : <Clock at={task.dueAt} /> },
        ...(task.followUpAt === null ? [] : [{ label: t('tasks.followUp'), value: <Clock at={task.followUpAt} /> }]),
        { label: t('column.priority'), value: task.priority },
        ...(task.owner === null
          ? []
          : [
              {
                label: t('tasks.owner'),
                value: (
                  <>
                    {task.owner}
                    {task.delegation === 'pending' && <> · {t('tasks.delegated')}</>}
                  </>
                ),
              },
            ]),
        {
          label: t('column.candidates'),
          value: [...task.candidateGroups, ...task.candidateUsers].join(', ') || '–',
        },
      ]}
    />
  );
}
