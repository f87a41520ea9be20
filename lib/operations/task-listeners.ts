import type { Command, Executed, Key, UserTaskRow } from '@/engine/index.ts';
import type { OpenTask } from './open-task.ts';
import { done, type OperationContext, type Outcome } from './operation.ts';

/** How long a person waits for what the listeners of a task say; afterwards the task itself tells. */
const LISTENERS_WAIT_MS = 10_000;

type Attributes = Pick<
  UserTaskRow,
  'assignee' | 'candidateUsers' | 'candidateGroups' | 'dueAt' | 'followUpAt' | 'priority'
>;
const WORDS: Readonly<Record<keyof Attributes, string>> = {
  assignee: 'assignee',
  candidateUsers: 'candidate users',
  candidateGroups: 'candidate groups',
  dueAt: 'due date',
  followUpAt: 'follow-up date',
  priority: 'priority',
};
const NAMES: readonly (keyof Attributes)[] = [
  'assignee',
  'candidateUsers',
  'candidateGroups',
  'dueAt',
  'followUpAt',
  'priority',
];

/** What is asked of a task with listeners (Camunda 8) has not happened yet: what they say is the outcome. */
export async function afterListeners(
  context: OperationContext,
  {
    task,
    command,
    transitionKey,
    executed,
    effect,
    instanceKey,
  }: {
    readonly task: OpenTask;
    readonly command: Command;
    readonly transitionKey: Key;
    readonly executed: Executed;
    readonly effect: string;
    readonly instanceKey: string | null;
  },
): Promise<Outcome> {
  const outcome = await context.engine.awaitTaskTransition(task.key, transitionKey, LISTENERS_WAIT_MS);
  if (outcome === null)
    return done(
      `Asked for, and not done yet: ${effect} Its listeners have not answered; the task shows what they wait for.`,
      executed,
      instanceKey,
    );
  if (outcome.kind === 'canceled')
    return { kind: 'conflict', message: 'The task ended before its listeners had agreed.' };
  if (outcome.kind === 'denied')
    return {
      kind: 'rejection',
      code: 'invalidState',
      message:
        outcome.reason === ''
          ? 'A listener of the task denied it, without a reason.'
          : `A listener of the task denied it: ${outcome.reason}`,
      details: { taskKey: task.key, reason: 'denied' },
    };
  const row = await context.engine.search.get('userTask', task.key);
  const corrected = row === null ? [] : correctionsOf({ ...attributesOf(task), ...askedOf(command) }, row);
  return done(
    corrected.length === 0
      ? `${effect} Its listeners agreed.`
      : `${effect} Its listeners corrected it: ${corrected.join(', ')}.`,
    executed,
    instanceKey,
  );
}

function attributesOf({
  assignee,
  candidateUsers,
  candidateGroups,
  dueAt,
  followUpAt,
  priority,
}: OpenTask): Attributes {
  return {
    assignee,
    candidateUsers,
    candidateGroups,
    dueAt: dueAt?.getTime() ?? null,
    followUpAt: followUpAt?.getTime() ?? null,
    priority,
  };
}

/** What the task was to become. */
function askedOf(command: Command): Partial<Attributes> {
  if (command.type === 'claimUserTask' || command.type === 'assignUserTask') return { assignee: command.userId };
  if (command.type !== 'updateUserTask') return {};
  const {
    name: _name,
    description: _description,
    delegation: _delegation,
    owner: _owner,
    ...changes
  } = command.changes;
  return changes;
}

/** What it has become instead. */
function correctionsOf(wanted: Attributes, is: Attributes): readonly string[] {
  return NAMES.filter((name) => JSON.stringify(wanted[name]) !== JSON.stringify(is[name])).map(
    (name) => `${WORDS[name]} ${inWords(is[name], name)} instead of ${inWords(wanted[name], name)}`,
  );
}

function inWords(value: Attributes[keyof Attributes], name: keyof Attributes): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return 'none';
  if (typeof value === 'number' && name !== 'priority') return new Date(value).toISOString();
  return Array.isArray(value) ? value.join(', ') : String(value);
}
