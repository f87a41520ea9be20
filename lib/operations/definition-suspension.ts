import { z } from 'zod';
import { named } from '@/lib/models/element-words.ts';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import { timeCheck } from './checks.ts';
import type { OperationCheck } from './contract.ts';
import { NOT_FOUND, type Operation, type OperationContext } from './operation.ts';
import { instantSchema, keySchema } from './parameter-schemas.ts';

const parameters = z.strictObject({
  definitionKey: keySchema,
  includesInstances: z.boolean(),
  at: instantSchema.nullable(),
});
type Input = z.output<typeof parameters>;

/** Stops a version from starting instances, now or at a time; its instances rest with it when they are included. */
export const definitionSuspend: Operation<'definition.suspend'> = {
  name: 'definition.suspend',
  parameters,
  plan: (context, input) => planSuspension(context, 'definition.suspend', input),
};
export const definitionResume: Operation<'definition.resume'> = {
  name: 'definition.resume',
  parameters,
  plan: (context, input) => planSuspension(context, 'definition.resume', input),
};

interface Reach {
  readonly processId: string;
  readonly version: number;
  readonly isSuspended: boolean;
  readonly running: number;
  readonly resting: number;
  readonly timers: number;
}

async function planSuspension(
  context: OperationContext,
  name: 'definition.suspend' | 'definition.resume',
  { definitionKey, includesInstances, at }: Input,
): ReturnType<Operation<'definition.suspend'>['plan']> {
  const reach = await reachOf(context.database, definitionKey);
  const { definitions } = context.access;
  if (reach === null || (definitions !== null && !definitions.includes(reach.processId))) return NOT_FOUND;
  const isSuspended = name === 'definition.suspend';
  const title = `${named(reach.processId, definitionKey)} version ${reach.version}`;
  const when = at === null ? 'now' : `at ${new Date(at).toISOString()}`;
  const held = includesInstances
    ? [
        `${reach.running} running ${reach.running === 1 ? 'instance is' : 'instances are'} ${isSuspended ? 'held' : 'released'} with it.`,
      ]
    : [reach.running === 1 ? '1 running instance goes on.' : `${reach.running} running instances go on.`];
  return {
    target: {
      kind: 'definition',
      key: definitionKey,
      instanceKey: null,
      definitionKey,
      processId: reach.processId,
      elementId: null,
      businessKey: null,
    },
    risk: ACTIONS[name].risk,
    riskBecause: isSuspended
      ? 'Everybody who starts or calls this process is refused.'
      : 'Everything that was held goes on together.',
    confirmation: null,
    effects: [
      `${title} is ${isSuspended ? 'suspended' : 'activated'} ${when}: ${isSuspended ? 'starts are refused and start timers rest' : 'it can be started again'}.`,
      ...held,
    ],
    checks: [
      stateCheck(reach, isSuspended),
      timeCheck(at, context.engine.now()),
      ...(includesInstances && reach.timers > 0 ? [timerCheck(reach.timers, isSuspended)] : []),
    ],
    // Those that were so before would change with the others when it is taken back.
    before: { isSuspended: reach.isSuspended, alreadySo: isSuspended ? reach.resting : reach.running - reach.resting },
    state: { isSuspended: reach.isSuspended },
    after: { isSuspended, includesInstances, at },
    version: null,
    run: async ({ audit }) => {
      await context.engine.changeSuspension(
        { scope: { definitionKey }, isSuspended, includesInstances, at: at === null ? null : Date.parse(at) },
        { audit },
      );
      return {
        kind: 'done',
        message: `${title} ${at === null ? 'is' : 'will be'} ${isSuspended ? 'suspended' : 'active'}${at === null ? '' : ` ${when}`}.`,
        instanceKey: null,
        version: null,
      };
    },
  };
}

async function reachOf(database: Database, definitionKey: string): Promise<Reach | null> {
  const [row] = await database.$queryRaw<Reach[]>(Prisma.sql`
    select d.process_id as "processId", d.version, d.is_suspended as "isSuspended",
      (select count(*)::int from instance i where i.definition_key = d.key and i.ended_at is null) as running,
      (select count(*)::int from instance i where i.definition_key = d.key and i.ended_at is null
        and i.is_suspended) as resting,
      (select count(*)::int from job j where j.definition_key = d.key and j.ended_at is null and j.kind = 'timer'
        and j.instance_key is not null) as timers
    from definition d where d.key = ${definitionKey}::bigint`);
  return row ?? null;
}

function stateCheck({ isSuspended }: Reach, willBe: boolean): OperationCheck {
  return isSuspended === willBe
    ? {
        name: 'It changes something',
        result: 'look',
        evidence: willBe ? 'It is suspended already.' : 'It is active already.',
      }
    : { name: 'It changes something', result: 'passed', evidence: willBe ? 'It is active.' : 'It is suspended.' };
}

function timerCheck(timers: number, willBe: boolean): OperationCheck {
  return {
    name: willBe ? 'Timers that will be late' : 'Timers that may fire at once',
    result: 'look',
    evidence: `${timers} ${timers === 1 ? 'timer' : 'timers'} of its instances.`,
  };
}
