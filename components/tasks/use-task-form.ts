import { useRef, useState } from 'react';
import { useRunOperation } from '@/components/actions/use-run-operation.ts';
import { valueProblem } from '@/components/actions/variable-types.ts';
import type { FormHandle } from '@/components/forms/schema-form.tsx';
import type { TaskView } from '@/lib/console/views/task-view.ts';

export type TaskForm = ReturnType<typeof useTaskForm>;

/** What is filled in: in the task's form, or where it has none in its variables; `complete` hands it on. */
export function useTaskForm(task: TaskView) {
  const { run, isRunning } = useRunOperation();
  const [edited, setEdited] = useState<Readonly<Record<string, string>>>({});
  const fields = task.variables.filter(
    (row) => row.text !== null && !row.isCut && row.type !== 'Object' && row.type !== 'Null',
  );
  const problems = fields.filter((row) => {
    const text = edited[row.name];
    return text !== undefined && valueProblem(row.type, text) !== null;
  });
  const changes = fields.flatMap((row) => {
    const text = edited[row.name];
    return text === undefined || text === row.text ? [] : [{ name: row.name, type: row.type, text }];
  });
  const form = useRef<FormHandle>(null);
  const [isBroken, setBroken] = useState(false);
  const hasForm = task.form !== null && task.form.kind !== 'missing' && !isBroken;
  const complete = () => {
    if (!hasForm) {
      void run('task.complete', { parameters: { taskKey: task.key, variables: changes } });
      return;
    }
    const answer = form.current?.submit();
    if (answer?.isValid === true)
      void run('task.complete', {
        parameters: {
          taskKey: task.key,
          variables: answer.variables,
          ...(task.form?.kind === 'fields' && { isForm: true }),
        },
      });
  };
  return {
    run,
    isRunning,
    edited,
    edit: (name: string, text: string) => setEdited((before) => ({ ...before, [name]: text })),
    fields,
    hasProblems: problems.length > 0,
    form,
    hasForm,
    breakForm: () => setBroken(true),
    complete,
  };
}
