import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import { counted } from './counted.ts';
import { isAliveCheck } from './checks.ts';
import type { OperationCheck } from './contract.ts';
import { findInstance, targetOf, titleOf } from './instance-target.ts';
import { done, NOT_FOUND, type Operation, type OperationContext } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';

const parameters = z.strictObject({ instanceKey: keySchema });

/** Holds an instance with all that it called: nothing is worked on, fires or is received until it is resumed. */
export const instanceSuspend: Operation<'instance.suspend'> = {
  name: 'instance.suspend',
  parameters,
  plan: (context, { instanceKey }) => planSuspension(context, 'instance.suspend', instanceKey),
};

/** Lets a held instance go on; timers whose time has passed meanwhile fire at once. */
export const instanceResume: Operation<'instance.resume'> = {
  name: 'instance.resume',
  parameters,
  plan: (context, { instanceKey }) => planSuspension(context, 'instance.resume', instanceKey),
};

async function planSuspension(
  context: OperationContext,
  name: 'instance.suspend' | 'instance.resume',
  instanceKey: string,
): ReturnType<Operation<'instance.suspend'>['plan']> {
  const instance = await findInstance(context, instanceKey);
  if (instance === null) return NOT_FOUND;
  const isSuspended = name === 'instance.suspend';
  const reach = await reachOf(context.database, instance.treeKey, instance.key);
  return {
    target: targetOf(instance, { kind: 'instance', key: instance.key }),
    risk: ACTIONS[name].risk,
    riskBecause: isSuspended ? 'Whoever waits for it waits longer.' : 'What has become due meanwhile happens at once.',
    confirmation: null,
    effects: isSuspended
      ? [
          `${titleOf(instance)} is suspended${reach.instances > 1 ? ` with ${reach.instances - 1} called ${reach.instances === 2 ? 'instance' : 'instances'}` : ''}: nothing in it is worked on, fires or is received until it is resumed.`,
          ...held(reach),
        ]
      : [`${titleOf(instance)} goes on${reach.instances > 1 ? ' with all that it called' : ''}${going(reach)}.`],
    checks: [
      isAliveCheck(instance),
      stateCheck(instance.isSuspended, isSuspended),
      timersCheck(reach, isSuspended, context.engine.now()),
    ],
    before: { isSuspended: instance.isSuspended },
    after: { isSuspended },
    version: instance.version,
    run: async ({ audit, expectedVersion }) => {
      const executed = await context.engine.execute(
        { type: 'setInstanceSuspension', instanceKey, isSuspended, includesCalled: true },
        { audit, expectedVersion },
      );
      return executed.kind === 'rejection'
        ? executed
        : done(`${titleOf(instance)} ${isSuspended ? 'is suspended' : 'goes on'}.`, executed, instance.key);
    },
  };
}

/** What waits meanwhile, as far as there is any. */
function held({ jobs, tasks }: Reach): string[] {
  return [
    ...(jobs === 0 ? [] : [`${counted(jobs, 'open job', ['rests', 'rest'])}.`]),
    ...(tasks === 0 ? [] : [`${counted(tasks, 'task')} cannot be completed.`]),
  ];
}
function going({ jobs, tasks }: Reach): string {
  const what = [...(jobs === 0 ? [] : [counted(jobs, 'open job')]), ...(tasks === 0 ? [] : [counted(tasks, 'task')])];
  return what.length === 0 ? '' : `: ${what.join(', ')}`;
}

interface Reach {
  readonly instances: number;
  readonly jobs: number;
  readonly tasks: number;
  readonly timers: number;
  readonly overdue: number;
  readonly nextDueAt: Date | null;
}

/** The instance and what it called below it: how much rests, and which timer is next. */
async function reachOf(database: Database, treeKey: string, instanceKey: string): Promise<Reach> {
  const [row] = await database.$queryRaw<Reach[]>(Prisma.sql`
    with recursive below(key) as (
      select ${instanceKey}::bigint
      union all
      select i.key from below b join instance i on i.parent_instance_key = b.key where i.ended_at is null
    ), jobs as (
      select j.kind, j.due_at from job j join below b on b.key = j.instance_key where j.tree_key = ${treeKey}::bigint
        and j.ended_at is null
    )
    select (select count(*)::int from below) as instances, (select count(*)::int from jobs) as jobs,
      (select count(*)::int from user_task t join below b on b.key = t.instance_key
        where t.tree_key = ${treeKey}::bigint and t.ended_at is null) as tasks,
      (select count(*)::int from jobs where kind = 'timer') as timers,
        (select count(*)::int from jobs where kind = 'timer' and due_at <= now()) as overdue,
      (select min(due_at) from jobs where kind = 'timer') as "nextDueAt"`);
  return row ?? { instances: 0, jobs: 0, tasks: 0, timers: 0, overdue: 0, nextDueAt: null };
}

function stateCheck(isNow: boolean, willBe: boolean): OperationCheck {
  const name = willBe ? 'It is not suspended yet' : 'It is suspended';
  return isNow === willBe
    ? { name, result: 'blocked', evidence: willBe ? 'It is suspended already.' : 'It is not suspended.' }
    : { name, result: 'passed', evidence: willBe ? 'It runs.' : 'It waits to be resumed.' };
}

function timersCheck({ timers, overdue, nextDueAt }: Reach, willBe: boolean, now: number): OperationCheck {
  const name = willBe ? 'Timers that will be late' : 'Timers that fire at once';
  if (timers === 0 || nextDueAt === null) return { name, result: 'passed', evidence: 'It has no timer.' };
  if (willBe)
    return {
      name,
      result: 'look',
      evidence: `${timers} ${timers === 1 ? 'timer rests' : 'timers rest'}; the next is due at ${nextDueAt.toISOString()}${nextDueAt.getTime() < now ? ', which is over' : ''}.`,
    };
  return overdue === 0
    ? { name, result: 'passed', evidence: `None: the next is due at ${nextDueAt.toISOString()}.` }
    : {
        name,
        result: 'look',
        evidence: `${overdue} of ${timers} ${overdue === 1 ? 'has' : 'have'} become due meanwhile.`,
      };
}
