'use client';
import type { ReactElement } from 'react';
import type { DialogKind } from './batch-draft.ts';
import type { FormProps } from './batch-form-props.ts';
import { RestartFields, Skips } from './batch-restart-fields.tsx';
import { Assignee, Candidates, TaskDates } from './batch-task-fields.tsx';
import { OneName, OneValue, Variables } from './batch-value-fields.tsx';
import { DueDate, Failure, Message, ModelledError, Priority, Retries } from './batch-work-fields.tsx';

/** Kinds without a line here ask for nothing. */
const FIELDS: Readonly<Partial<Record<DialogKind, (props: FormProps) => ReactElement>>> = {
  retry: Retries,
  setRetries: Retries,
  setVariable: OneValue,
  removeVariable: OneName,
  setDueDate: DueDate,
  setPriority: Priority,
  setTaskPriority: Priority,
  correlate: Message,
  completeWork: Variables,
  completeTasks: Variables,
  failWork: Failure,
  throwError: ModelledError,
  assignTasks: Assignee,
  setTaskDates: TaskDates,
  setTaskCandidates: Candidates,
  cancel: Skips,
};

/** What an action on many asks for. `process`: of which all are, where that is known. */
export function BatchForm({
  kind,
  process,
  draft,
  onChange,
}: FormProps & { kind: DialogKind; process: string | null }) {
  if (kind === 'restart') return <RestartFields process={process} draft={draft} onChange={onChange} />;
  const Fields = FIELDS[kind];
  return Fields === undefined ? null : <Fields draft={draft} onChange={onChange} />;
}
