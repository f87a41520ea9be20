import type { Command } from '@/engine/index.ts';
import { ACTIONS, type ActionName } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import type { OperationCheck } from './contract.ts';
import { afterListeners } from './task-listeners.ts';
import { findInstance, type LiveInstance, targetOf, treeVersion } from './instance-target.ts';
import type { OpenTask } from './open-task.ts';
import { done, NOT_FOUND, type NotFound, type OperationContext, type Plan, type Target } from './operation.ts';

/** What an operation on one task does, as far as it is its own. */
export interface TaskChange {
  readonly command: Command;
  readonly riskBecause?: string;
  readonly effects: readonly string[];
  readonly checks: readonly OperationCheck[];
  readonly before: unknown;
  readonly after: unknown;
}

export async function planTask(
  context: OperationContext,
  taskKey: string,
  name: ActionName,
  change: (found: { task: OpenTask; instance: TaskPlace }) => TaskChange,
): Promise<Plan | NotFound> {
  const [task] = await findTasks(context, [taskKey]);
  const instance = task === undefined ? null : await placeOf(context, task);
  if (task === undefined || instance === null || !isReachable(task, context)) return NOT_FOUND;
  const {
    command,
    riskBecause = 'It is the work that the task is there for.',
    effects,
    checks,
    before,
    after,
  } = change({ task, instance });
  return {
    target: instance.target,
    risk: ACTIONS[name].risk,
    riskBecause,
    confirmation: null,
    effects,
    checks: [openCheck(task), ...checks],
    before,
    after,
    version: instance.version,
    run: async ({ audit, expectedVersion }) => {
      const executed = await context.engine.execute(command, { audit, expectedVersion });
      if (executed.kind === 'rejection') return executed;
      const { transitionKey } = executed.result;
      const effect = effects[0] ?? task.title;
      return transitionKey === undefined
        ? done(effect, executed, task.instanceKey)
        : afterListeners(context, { task, command, transitionKey, executed, effect, instanceKey: task.instanceKey });
    },
  };
}

/** Where a task stands: in an instance, or, as Camunda 7 has them, in no process at all. */
export interface TaskPlace extends Pick<LiveInstance, 'dialect' | 'version'> {
  readonly target: Target;
}

/** null: out of reach. What belongs to no process is for those whose role holds for all of them. */
async function placeOf(context: OperationContext, task: OpenTask): Promise<TaskPlace | null> {
  if (task.instanceKey !== null) {
    const instance = await findInstance(context, task.instanceKey);
    return (
      instance && {
        dialect: instance.dialect,
        version: instance.version,
        target: targetOf(instance, { kind: 'task', key: task.key, elementId: task.elementId }),
      }
    );
  }
  if (context.access.definitions !== null) return null;
  return {
    dialect: 'camunda7',
    version: await treeVersion(context.database, task.treeKey),
    target: {
      kind: 'task',
      key: task.key,
      instanceKey: null,
      definitionKey: null,
      processId: '',
      elementId: null,
      businessKey: null,
    },
  };
}

export function findTasks({ database, person }: OperationContext, taskKeys: readonly string[]): Promise<OpenTask[]> {
  return database.$queryRaw<OpenTask[]>(Prisma.sql`
    select t.key::text as key, t.tree_key::text as "treeKey", t.instance_key::text as "instanceKey",
      t.element_id as "elementId", coalesce(t.name, t.element_id, t.key::text) as title, t.assignee, t.owner,
      t.delegation,
      t.candidate_users as "candidateUsers", t.candidate_groups as "candidateGroups", t.due_at as "dueAt",
        t.follow_up_at as "followUpAt", t.priority, t.ended_at is not null as "isEnded",
        t.transition ->> 'event' as "askedAbout",
      (${person.username} = any(t.candidate_users)
        or t.candidate_groups && ${[...person.groups]}::text[]) as "isCandidate"
    from user_task t where t.key = any(${[...taskKeys]}::text[]::bigint[]) order by t.key`);
}

/** Somebody who only works on tasks reaches the own ones and those that are offered; others do not exist. */
function isReachable(task: OpenTask, context: OperationContext): boolean {
  return !context.access.isOwnOnly || task.assignee === context.person.username || task.isCandidate;
}

const ASKED: Readonly<Record<string, string>> = {
  creating: 'its creation',
  assigning: 'its assignment',
  updating: 'a change of it',
  completing: 'its completion',
  canceling: 'its end',
};

function openCheck(task: OpenTask): OperationCheck {
  return task.isEnded
    ? { name: 'Task is open', result: 'blocked', evidence: 'It was completed or cancelled in the meantime.' }
    : task.askedAbout === null
      ? { name: 'Task is open', result: 'passed', evidence: 'It waits.' }
      : {
          name: 'Task is open',
          result: 'blocked',
          evidence: `Its listeners are being asked about ${ASKED[task.askedAbout] ?? task.askedAbout}: nothing else can be done until they have answered.`,
        };
}

/** Only Camunda 7 knows of tasks that are done on behalf of their owner. */
export function delegationCheck({ dialect }: Pick<TaskPlace, 'dialect'>): OperationCheck {
  const name = 'The notation knows delegation';
  return dialect === 'camunda7'
    ? { name, result: 'passed', evidence: 'Camunda 7 does.' }
    : { name, result: 'blocked', evidence: 'Camunda 8 has assignees only: assign the task instead.' };
}

/** Whether the name is somebody of this console; tasks may be given to people of other systems too. */
export async function knownCheck({ database }: OperationContext, username: string | null): Promise<OperationCheck> {
  const name = 'The person is known here';
  if (username === null) return { name, result: 'passed', evidence: 'Nobody is named.' };
  const person = await database.appUser.findUnique({ where: { username }, select: { name: true, disabledAt: true } });
  if (person === null)
    return {
      name,
      result: 'look',
      evidence: `There is no user ${username} in this console; the task is found by that name elsewhere only.`,
    };
  return person.disabledAt === null
    ? { name, result: 'passed', evidence: person.name }
    : { name, result: 'look', evidence: `${person.name} can no longer sign in.` };
}
