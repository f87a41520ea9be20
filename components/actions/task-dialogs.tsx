'use client';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { definitionName } from '@/components/data/definition-name';
import { useMay } from '@/components/data/person.tsx';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { TextField } from '@/components/ui/field.tsx';
import type { OperationName, OperationParameters } from '@/lib/console/contract.ts';
import type { TaskView } from '@/lib/console/views/task-view.ts';
import { ActionDialog } from './action-dialog.tsx';
import { fromLocalInput, toLocalInput } from './local-time.ts';
import { isWritten, useSettled, type ValueDraft, VariableDrafts, writtenValues } from './variable-drafts.tsx';

export type TaskActionKind =
  | 'assign'
  | 'delegate'
  | 'resolve'
  | 'candidates'
  | 'dates'
  | 'priority'
  | 'completeFor'
  | 'delete';
interface Props {
  readonly task: TaskView;
  readonly onClose: () => void;
}

/** The dialog of whatever is done to one task. */
export function TaskDialog({ kind, ...props }: Props & { kind: TaskActionKind }) {
  switch (kind) {
    case 'assign':
      return <AssignDialog {...props} />;
    case 'delegate':
      return <DelegateDialog {...props} />;
    case 'resolve':
      return (
        <ValuesDialog
          {...props}
          operation="task.resolve"
          title={t('tasks.resolveTitle', { name: props.task.name })}
          confirmLabel={t('tasks.resolveConfirm')}
        />
      );
    case 'candidates':
      return <CandidatesDialog {...props} />;
    case 'dates':
      return <DatesDialog {...props} />;
    case 'delete':
      return (
        <TaskFrame
          {...props}
          operation="task.delete"
          title={t('tasks.deleteTitle', { name: props.task.name })}
          confirmLabel={t('tasks.deleteConfirm')}
          parameters={{ taskKey: props.task.key }}
        />
      );
    case 'priority':
      return <PriorityDialog {...props} />;
    case 'completeFor':
      return (
        <ValuesDialog
          {...props}
          operation="task.complete-for"
          title={t('tasks.completeForTitle', { name: props.task.name })}
          confirmLabel={t('tasks.completeForConfirm')}
        />
      );
  }
}

function TaskFrame<N extends OperationName>({
  task,
  onClose,
  operation,
  title,
  confirmLabel,
  parameters,
  form,
}: Props & {
  operation: N;
  title: string;
  confirmLabel: string;
  parameters: OperationParameters<N> | null | undefined;
  form?: ReactNode;
}) {
  return (
    <ActionDialog
      operation={operation}
      title={title}
      where={
        task.definition === null
          ? t('tasks.noProcess')
          : `${task.businessKey ?? task.instanceKey} · ${definitionName(task.definition)}`
      }
      confirmLabel={confirmLabel}
      {...(task.instanceKey === null ? { auditObject: task.key } : { auditTarget: task.instanceKey })}
      parameters={parameters}
      onClose={onClose}
      form={form}
    />
  );
}

/** People of this console are offered; tasks may go to others, too. */
export function PersonField({
  label,
  need,
  help,
  value,
  onChange,
}: {
  label: string;
  need: string;
  help?: string;
  value: string;
  onChange: (name: string) => void;
}) {
  const id = useId();
  const people = useView('people', {}, { isOff: !useMay('incident.triage') });
  return (
    <div className="w-[280px]">
      <TextField
        label={label}
        need={need}
        value={value}
        help={help}
        autoComplete="off"
        list={id}
        className="mono"
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={id}>
        {people.data?.people.map((each) => (
          <option key={each.username} value={each.username}>
            {each.name}
          </option>
        ))}
      </datalist>
    </div>
  );
}

/** Gives a task to somebody, or back to its candidates when nobody is named. */
function AssignDialog({ task, onClose }: Props) {
  const [name, setName] = useState(task.assignee ?? '');
  const assignee = name.trim() === '' ? null : name.trim();
  const parameters = useSettled(assignee === task.assignee ? null : { taskKey: task.key, assignee });
  return (
    <TaskFrame
      task={task}
      onClose={onClose}
      operation="task.assign"
      title={t('tasks.assignTitle', { name: task.name })}
      confirmLabel={t('tasks.assignConfirm')}
      parameters={parameters}
      form={
        <PersonField
          label={t('column.assignee')}
          need={t('field.optional')}
          help={t('tasks.assignHelp')}
          value={name}
          onChange={setName}
        />
      }
    />
  );
}

function DelegateDialog({ task, onClose }: Props) {
  const [name, setName] = useState('');
  const parameters = useSettled(name.trim() === '' ? null : { taskKey: task.key, userId: name.trim() });
  return (
    <TaskFrame
      task={task}
      onClose={onClose}
      operation="task.delegate"
      title={t('tasks.delegateTitle', { name: task.name })}
      confirmLabel={t('tasks.delegateConfirm')}
      parameters={parameters}
      form={<PersonField label={t('tasks.delegateTo')} need={t('field.required')} value={name} onChange={setName} />}
    />
  );
}

const namesOf = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

function CandidatesDialog({ task, onClose }: Props) {
  const [users, setUsers] = useState(task.candidateUsers.join(', '));
  const [groups, setGroups] = useState(task.candidateGroups.join(', '));
  const parameters = useSettled({ taskKey: task.key, users: namesOf(users), groups: namesOf(groups) });
  return (
    <TaskFrame
      task={task}
      onClose={onClose}
      operation="task.set-candidates"
      title={t('tasks.candidatesTitle', { name: task.name })}
      confirmLabel={t('tasks.candidatesConfirm')}
      parameters={parameters}
      form={
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label={t('tasks.groups')}
            need={t('field.optional')}
            help={t('tasks.commas')}
            value={groups}
            className="mono"
            autoComplete="off"
            onChange={(event) => setGroups(event.target.value)}
          />
          <TextField
            label={t('tasks.users')}
            need={t('field.optional')}
            help={t('tasks.commas')}
            value={users}
            className="mono"
            autoComplete="off"
            onChange={(event) => setUsers(event.target.value)}
          />
        </div>
      }
    />
  );
}

function DatesDialog({ task, onClose }: Props) {
  const [due, setDue] = useState(task.dueAt === null ? '' : toLocalInput(task.dueAt));
  const [followUp, setFollowUp] = useState(task.followUpAt === null ? '' : toLocalInput(task.followUpAt));
  const dueAt = due === '' ? null : fromLocalInput(due);
  const followUpAt = followUp === '' ? null : fromLocalInput(followUp);
  const isReady = (due === '' || dueAt !== null) && (followUp === '' || followUpAt !== null);
  const parameters = useSettled(isReady ? { taskKey: task.key, dueAt, followUpAt } : null);
  return (
    <TaskFrame
      task={task}
      onClose={onClose}
      operation="task.set-dates"
      title={t('tasks.datesTitle', { name: task.name })}
      confirmLabel={t('tasks.datesConfirm')}
      parameters={parameters}
      form={
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label={t('column.due')}
            need={t('field.optional')}
            type="datetime-local"
            step={1}
            value={due}
            onChange={(event) => setDue(event.target.value)}
          />
          <TextField
            label={t('tasks.followUp')}
            need={t('field.optional')}
            type="datetime-local"
            step={1}
            value={followUp}
            onChange={(event) => setFollowUp(event.target.value)}
          />
        </div>
      }
    />
  );
}

function PriorityDialog({ task, onClose }: Props) {
  const [text, setText] = useState(String(task.priority));
  const priority = /^-?\d{1,10}$/.test(text.trim()) ? Number(text) : null;
  const parameters = useSettled(priority === null ? null : { taskKey: task.key, priority });
  return (
    <TaskFrame
      task={task}
      onClose={onClose}
      operation="task.set-priority"
      title={t('tasks.priorityTitle', { name: task.name })}
      confirmLabel={t('tasks.priorityConfirm')}
      parameters={parameters}
      form={
        <div className="w-[180px]">
          <TextField
            label={t('column.priority')}
            need={t('field.required')}
            inputMode="numeric"
            value={text}
            error={priority === null ? t('value.whole') : null}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      }
    />
  );
}

/** Completes or resolves with values that come with it. */
function ValuesDialog({
  task,
  onClose,
  operation,
  title,
  confirmLabel,
}: Props & { operation: 'task.resolve' | 'task.complete-for'; title: string; confirmLabel: string }) {
  const [drafts, setDrafts] = useState<readonly ValueDraft[]>([]);
  const parameters = useSettled(isWritten(drafts) ? { taskKey: task.key, variables: writtenValues(drafts) } : null);
  const known = task.variables.filter((row) => row.type !== 'Object').map(({ name, type }) => ({ name, type }));
  return (
    <TaskFrame
      task={task}
      onClose={onClose}
      operation={operation}
      title={title}
      confirmLabel={confirmLabel}
      parameters={parameters}
      form={<VariableDrafts title={t('send.values')} drafts={drafts} onChange={setDrafts} known={known} />}
    />
  );
}

/** Several tasks to one person. */
export function ReassignDialog({
  taskKeys,
  onClose,
}: {
  taskKeys: readonly string[];
  onClose: (isDone: boolean) => void;
}) {
  const [name, setName] = useState('');
  const [isDone, setDone] = useState(false);
  const parameters = useSettled({ taskKeys, assignee: name.trim() === '' ? null : name.trim() });
  return (
    <ActionDialog
      operation="task.reassign"
      title={t('tasks.reassignTitle', { count: taskKeys.length })}
      where={t('nav.tasks')}
      confirmLabel={t('tasks.reassignConfirm')}
      parameters={parameters}
      onClose={() => onClose(isDone)}
      outcome={() => {
        if (!isDone) queueMicrotask(() => setDone(true));
        return null;
      }}
      form={
        <PersonField
          label={t('column.assignee')}
          need={t('field.optional')}
          help={t('tasks.reassignHelp')}
          value={name}
          onChange={setName}
        />
      }
    />
  );
}
