import { z } from 'zod';
import type { Command } from '@/engine/index.ts';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import type { OperationCheck } from './contract.ts';
import { findInstance, type LiveInstance, targetOf } from './instance-target.ts';
import { done, NOT_FOUND, type NotFound, type Operation, type OperationContext, type Plan } from './operation.ts';
import { keySchema, userNameSchema, variablesSchema } from './parameter-schemas.ts';
import { typedValues, valuesCheck } from './typed-value.ts';

interface OpenTask {
  readonly key: string; readonly instanceKey: string; readonly elementId: string; readonly title: string; readonly assignee: string | null;
  readonly isEnded: boolean; readonly isCandidate: boolean;
}

/** Takes a task, or gives the own one back. */
export const taskClaim: Operation<'task.claim'> = {
  name: 'task.claim',
  parameters: z.strictObject({ taskKey: keySchema, release: z.boolean().optional() }),
  plan: (context, { taskKey, release = false }) => planTask(context, taskKey, 'task.claim', ({ task }) => {
    const userId = release ? null : context.person.username;
    return {
      command: release ? { type: 'assignUserTask', taskKey, userId } : { type: 'claimUserTask', taskKey, userId },
      effects: [release ? `${task.title} goes back to its candidates.` : `${task.title} becomes yours.`],
      checks: [release ? assigneeCheck(task, context) : freeCheck(task, context)],
      before: { assignee: task.assignee }, after: { assignee: userId },
    };
  }),
};

/** Ends a task with the values of its form. */
export const taskComplete: Operation<'task.complete'> = {
  name: 'task.complete',
  parameters: z.strictObject({ taskKey: keySchema, variables: variablesSchema.optional(), isForm: z.boolean().optional() }),
  plan: (context, { taskKey, variables = [], isForm }) => planTask(context, taskKey, 'task.complete', ({ task }) => {
    const { values, problems } = typedValues(variables);
    return {
      command: { type: 'completeUserTask', taskKey, variables: values, ...(isForm && { isForm }) },
      effects: [`${task.title} is done; the process goes on with ${variables.length} values.`],
      checks: [
        assigneeCheck(task, context),
        valuesCheck(problems),
      ],
      before: { assignee: task.assignee }, after: { outcome: 'completed', variables: Object.keys(values) },
    };
  }),
};

/** Gives a task to somebody, whoever has it now. */
export const taskAssign: Operation<'task.assign'> = {
  name: 'task.assign',
  parameters: z.strictObject({ taskKey: keySchema, assignee: userNameSchema.nullable() }),
  plan: (context, { taskKey, assignee }) => planTask(context, taskKey, 'task.assign', ({ task }) => ({
    command: { type: 'assignUserTask', taskKey, userId: assignee },
    effects: [assignee === null ? `${task.title} is taken from ${task.assignee ?? 'nobody'}.` : `${task.title} goes to ${assignee}.`],
    checks: [], before: { assignee: task.assignee }, after: { assignee },
  })),
};

interface Change {
  readonly command: Command;
  readonly effects: readonly string[];
  readonly checks: readonly OperationCheck[];
  readonly before: unknown;
  readonly after: unknown;
}

type TaskAction = 'task.claim' | 'task.complete' | 'task.assign';

async function planTask(context: OperationContext, taskKey: string, name: TaskAction, change: (found: { task: OpenTask; instance: LiveInstance }) => Change): Promise<Plan | NotFound> {
  const task = await findTask(context, taskKey);
  const instance = task === null ? null : await findInstance(context, task.instanceKey);
  if (task === null || instance === null || !isReachable(task, context)) return NOT_FOUND;
  const { command, effects, checks, before, after } = change({ task, instance });
  return {
    target: targetOf(instance, { kind: 'task', key: task.key, elementId: task.elementId }),
    risk: ACTIONS[name].risk, riskBecause: name === 'task.assign' ? 'Somebody else’s work is moved.' : 'It is the work that the task is there for.', confirmation: null,
    effects, checks: [openCheck(task), ...checks], before, after, version: instance.version,
    run: async ({ audit, expectedVersion }) => {
      const executed = await context.engine.execute(command, { audit, expectedVersion });
      return executed.kind === 'rejection' ? executed : done(effects[0] ?? task.title, executed, instance.key);
    },
  };
}

async function findTask(context: OperationContext, taskKey: string): Promise<OpenTask | null> {
  const [row] = await context.database.$queryRaw<OpenTask[]>(Prisma.sql`
    select t.key::text as key, t.instance_key::text as "instanceKey", t.element_id as "elementId", coalesce(t.name, t.element_id) as title, t.assignee,
      t.ended_at is not null as "isEnded",
      (${context.person.username} = any(t.candidate_users) or t.candidate_groups && ${[...context.person.groups]}::text[]) as "isCandidate"
    from user_task t where t.key = ${taskKey}::bigint`);
  return row ?? null;
}

/** Somebody who only works on tasks reaches the own ones and those that are offered; others do not exist. */
function isReachable(task: OpenTask, context: OperationContext): boolean {
  return !context.access.isOwnOnly || task.assignee === context.person.username || task.isCandidate;
}

function openCheck(task: OpenTask): OperationCheck {
  return task.isEnded
    ? { name: 'Task is open', result: 'blocked', evidence: 'It was completed or cancelled in the meantime.' }
    : { name: 'Task is open', result: 'passed', evidence: 'It waits.' };
}

function freeCheck(task: OpenTask, context: OperationContext): OperationCheck {
  return task.assignee === null || task.assignee === context.person.username
    ? { name: 'Nobody else has it', result: 'passed', evidence: 'It is free.' }
    : { name: 'Nobody else has it', result: 'blocked', evidence: `${task.assignee} has it.` };
}

function assigneeCheck(task: OpenTask, context: OperationContext): OperationCheck {
  return task.assignee === context.person.username
    ? { name: 'It is yours', result: 'passed', evidence: 'You claimed it.' }
    : { name: 'It is yours', result: 'blocked', evidence: task.assignee === null ? 'Claim it first.' : `${task.assignee} has it.` };
}
