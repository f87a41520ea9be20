import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import { Prisma } from '@/lib/db.ts';
import { rejectionWords } from '@/lib/models/element-words.ts';
import type { OperationCheck } from './contract.ts';
import { NOT_FOUND, type Operation, type OperationContext } from './operation.ts';
import { keySchema, userNameSchema } from './parameter-schemas.ts';
import type { OpenTask } from './open-task.ts';
import { findTasks, knownCheck } from './task-target.ts';
import { grouped } from './grouped.ts';

/** Tasks that are given on at once. */
const MAX_TASKS = 200;
const NAMED = 5;

/** Gives several tasks to one person, or back to their candidates; each is a change and an entry of its own. */
export const taskReassign: Operation<'task.reassign'> = {
  name: 'task.reassign',
  parameters: z.strictObject({
    taskKeys: z.array(keySchema).min(1, 'Choose a task.').max(MAX_TASKS, `At most ${MAX_TASKS} at once.`),
    assignee: userNameSchema.nullable(),
  }),
  plan: async (context, { taskKeys, assignee }) => {
    const tasks = await findTasks(context, taskKeys);
    const places = await placesOf(context, tasks);
    const reachable = tasks.filter((task) => isAllowed(context, places.get(task.key)));
    const [first] = reachable;
    if (first === undefined) return NOT_FOUND;
    const open = reachable.filter((task) => !task.isEnded && task.assignee !== assignee);
    return {
      target: {
        kind: 'task',
        key: first.key,
        instanceKey: null,
        definitionKey: null,
        processId: places.get(first.key)?.processId ?? '',
        elementId: null,
        businessKey: null,
      },
      risk: ACTIONS['task.reassign'].risk,
      riskBecause: 'Somebody else’s work is moved.',
      confirmation: null,
      effects: [
        assignee === null
          ? `${grouped(open.length)} ${open.length === 1 ? 'task goes' : 'tasks go'} back to their candidates.`
          : `${grouped(open.length)} ${open.length === 1 ? 'task goes' : 'tasks go'} to ${assignee}.`,
        ...open
          .slice(0, NAMED)
          .map(
            (task) =>
              `${task.title} of ${places.get(task.key)?.title ?? 'no process'}${task.assignee === null ? '' : `, from ${task.assignee}`}.`,
          ),
      ],
      checks: [countCheck(open.length, taskKeys.length), await knownCheck(context, assignee)],
      before: { assignees: [...new Set(open.map((task) => task.assignee))] },
      state: Object.fromEntries(tasks.map((task) => [task.key, task.isEnded ? 'ended' : task.assignee])),
      after: { assignee, tasks: open.length },
      version: null,
      run: async ({ audit }) => {
        const outcomes = await Promise.all(
          open.map((task) =>
            context.engine.execute(
              { type: 'assignUserTask', taskKey: task.key, userId: assignee },
              {
                audit: {
                  ...audit,
                  targetKey: task.key,
                  instanceKey: task.instanceKey,
                  definitionKey: places.get(task.key)?.definitionKey ?? null,
                  elementId: task.elementId,
                  before: { assignee: task.assignee },
                  after: { assignee },
                },
              },
            ),
          ),
        );
        const refused = outcomes.flatMap((outcome) => (outcome.kind === 'rejection' ? [rejectionWords(outcome)] : []));
        if (refused.length === outcomes.length)
          return { kind: 'conflict', message: `None was given on: ${[...new Set(refused)].join('; ')}.` };
        return {
          kind: 'done',
          message:
            refused.length === 0
              ? `${grouped(outcomes.length)} given to ${assignee ?? 'their candidates'}.`
              : `${grouped(outcomes.length - refused.length)} given to ${assignee ?? 'their candidates'}; ${grouped(refused.length)} were not: ${[...new Set(refused)].join('; ')}.`,
          instanceKey: null,
          version: null,
        };
      },
    };
  },
};

/** Nulls: no process asks for it. */
interface Place {
  readonly key: string;
  readonly processId: string | null;
  readonly definitionKey: string | null;
  readonly title: string | null;
}

async function placesOf(
  { database }: OperationContext,
  tasks: readonly OpenTask[],
): Promise<ReadonlyMap<string, Place>> {
  if (tasks.length === 0) return new Map();
  const rows = await database.$queryRaw<Place[]>(Prisma.sql`
    select t.key::text as key, d.process_id as "processId", d.key::text as "definitionKey",
      coalesce(i.business_key, i.key::text) as title
    from user_task t left join definition d on d.key = t.definition_key left join instance i on i.key = t.instance_key
      where t.key = any(${tasks.map(({ key }) => key)}::text[]::bigint[])`);
  return new Map(rows.map((row) => [row.key, row]));
}

/** What belongs to no process is for those whose role holds for all of them. */
function isAllowed({ person }: OperationContext, place: Place | undefined): boolean {
  return (
    place !== undefined &&
    authorize(person, ACTIONS['task.reassign'].permission, {
      definition: place.processId ?? '',
      risk: ACTIONS['task.reassign'].risk,
    }).isAllowed
  );
}

function countCheck(open: number, chosen: number): OperationCheck {
  const name = 'There is something to do';
  if (open === 0) return { name, result: 'blocked', evidence: 'All have ended, or are where they shall go.' };
  return open < chosen
    ? {
        name,
        result: 'look',
        evidence: `${grouped(open)} of ${grouped(chosen)}: the others have ended, are there already, or are out of your reach.`,
      }
    : { name, result: 'passed', evidence: `${grouped(open)} tasks.` };
}
