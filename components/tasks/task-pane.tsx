'use client';
import { Check, Hand, Undo2, UserRoundPen } from 'lucide-react';
import Link from 'next/link';
import { useRef, useState } from 'react';
import { TaskDialog } from '@/components/actions/task-dialogs.tsx';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { useRunOperation } from '@/components/actions/use-run-operation.ts';
import { valueProblem } from '@/components/actions/variable-types.ts';
import { useMay } from '@/components/data/person.tsx';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { FormBody } from '@/components/forms/form-body.tsx';
import type { FormHandle } from '@/components/forms/schema-form.tsx';
import { type MessageKey, t } from '@/components/messages/messages.ts';
import { SelectField, TextField } from '@/components/ui/field.tsx';
import { Facts, Note } from '@/components/ui/panel.tsx';
import { Pill } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { TaskView } from '@/lib/console/views/task-view.ts';
import { TaskMenu } from './task-menu.tsx';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';

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
  const { run, isRunning } = useRunOperation();
  const maySeeInstance = useMay('instance.read');
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
  const isOpen = task.endedAt === null;
  const asked =
    task.transition?.kind === 'asked'
      ? t('tasks.asked', { event: t(TRANSITIONS[task.transition.event] ?? 'wait.listener.updating') })
      : null;
  const [isAssigning, setAssigning] = useState(false);
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
  const rawFields = fields.length > 0 && (
    <section className="flex flex-col gap-3">
      <h3 className="text-12 font-semibold">{t('tasks.form')}</h3>
      {fields.map((row) => (
        <ValueField
          key={row.key}
          row={row}
          text={edited[row.name] ?? row.text ?? ''}
          isOff={!isOpen || !task.isMine}
          onChange={(text) => setEdited((before) => ({ ...before, [row.name]: text }))}
        />
      ))}
    </section>
  );
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
              value:
                task.definition === null ? t('tasks.noProcess') : (task.definition.name ?? task.definition.processId),
            },
            { label: t('column.due'), value: task.dueAt === null ? '–' : <Clock at={task.dueAt} /> },
            ...(task.followUpAt === null
              ? []
              : [{ label: t('tasks.followUp'), value: <Clock at={task.followUpAt} /> }]),
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
        {task.form === null ? (
          rawFields
        ) : (
          <FormBody
            form={task.form}
            isOff={!isOpen || !task.isMine}
            ref={form}
            fallback={rawFields}
            onBroken={() => setBroken(true)}
          />
        )}
      </div>
      {isOpen && (
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
          <ActionButton
            operation="task.assign"
            icon={UserRoundPen}
            blockedBecause={asked}
            onClick={() => setAssigning(true)}
          >
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
              asked ??
              (!task.isMine ? t('tasks.claimFirst') : !hasForm && problems.length > 0 ? t('tasks.problems') : null)
            }
            onClick={complete}
          >
            {t('tasks.complete')}
          </ActionButton>
        </div>
      )}
      {isAssigning && <TaskDialog kind="assign" task={task} onClose={() => setAssigning(false)} />}
    </>
  );
}

function ValueField({
  row,
  text,
  isOff,
  onChange,
}: {
  row: VariableRow;
  text: string;
  isOff: boolean;
  onChange: (text: string) => void;
}) {
  if (row.type === 'Boolean')
    return (
      <SelectField
        label={row.name}
        need={row.type}
        value={text}
        disabled={isOff}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="true">{t('word.yes')}</option>
        <option value="false">{t('word.no')}</option>
      </SelectField>
    );
  return (
    <TextField
      label={row.name}
      need={row.type}
      value={text}
      disabled={isOff}
      error={text === row.text ? null : valueProblem(row.type, text)}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** While the listeners of a task are asked it is nobody's; what they denied stays to be read. */
function TransitionNote({ task }: { task: TaskView }) {
  const { transition } = task;
  if (transition === null || task.endedAt !== null) return null;
  if (transition.kind === 'denied')
    return (
      <Note tone="warn" role="status">
        {transition.reason === '' ? t('tasks.deniedNoReason') : t('tasks.denied', { reason: transition.reason })}
      </Note>
    );
  return (
    <Note role="status">
      {t('tasks.asked', { event: t(TRANSITIONS[transition.event] ?? 'wait.listener.updating') })}
    </Note>
  );
}
const TRANSITIONS: Readonly<Record<string, MessageKey>> = {
  creating: 'wait.listener.creating',
  assigning: 'wait.listener.assigning',
  updating: 'wait.listener.updating',
  completing: 'wait.listener.completing',
  canceling: 'wait.listener.canceling',
};
