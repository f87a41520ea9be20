import { z } from 'zod';
import type { MessageCorrelation } from '@/engine/index.ts';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import { named } from '@/lib/models/element-words.ts';
import type { OperationCheck } from './contract.ts';
import { findInstance, targetOf, titleOf } from './instance-target.ts';
import { NOT_FOUND, type Operation, type OperationContext } from './operation.ts';
import { keySchema, nameSchema, variablesSchema } from './parameter-schemas.ts';
import { typedValues, valuesCheck } from './typed-value.ts';
import { grouped } from './grouped.ts';

/** Hands a message to one instance that waits for it, in place of the system that did not send it. */
export const messageCorrelate: Operation<'message.correlate'> = {
  name: 'message.correlate',
  parameters: z.strictObject({ instanceKey: keySchema, name: nameSchema, variables: variablesSchema.optional() }),
  plan: async (context, { instanceKey, name, variables = [] }) => {
    const instance = await findInstance(context, instanceKey);
    if (instance === null) return NOT_FOUND;
    const waiting = await waitingFor(context, instanceKey, name);
    const { values, problems } = typedValues(variables);
    return {
      target: targetOf(instance, { kind: 'instance', key: instance.key, elementId: waiting[0]?.elementId ?? null }),
      risk: ACTIONS['message.correlate'].risk,
      riskBecause: 'The process believes that the other system has spoken.',
      confirmation: null,
      effects: [
        `${titleOf(instance)} receives the message ${name}${waiting.length === 1 ? ` at ${named(waiting[0]?.elementId ?? '')}` : ''}.`,
        ...(variables.length === 0
          ? []
          : [`${variables.length} ${variables.length === 1 ? 'value comes' : 'values come'} with it.`]),
      ],
      checks: [waitCheck(waiting, name), valuesCheck(problems)],
      before: { waitsAt: waiting.map(({ elementId }) => elementId) },
      after: { message: name, variables: Object.keys(values) },
      version: instance.version,
      run: async ({ audit, expectedVersion }) => {
        const [subscription] = waiting;
        if (subscription === undefined) return { kind: 'conflict', message: `Nothing waits for ${name} any more.` };
        const executed = await context.engine.execute(
          {
            type: 'correlateMessage',
            subscriptionKey: subscription.key,
            variables: values satisfies MessageCorrelation['variables'],
          },
          { audit, expectedVersion },
        );
        return executed.kind === 'rejection'
          ? executed
          : {
              kind: 'done',
              message: `${titleOf(instance)} has received ${name}.`,
              instanceKey,
              version: executed.version,
            };
      },
    };
  },
};

interface Waiting {
  readonly key: string;
  readonly elementId: string;
}

function waitingFor({ database }: OperationContext, instanceKey: string, name: string): Promise<Waiting[]> {
  return database.$queryRaw<Waiting[]>(Prisma.sql`
    select s.key::text as key, s.element_id as "elementId" from subscription s
    where s.instance_key = ${instanceKey}::bigint and s.kind = 'message' and s.name = ${name} and s.closed_at is null
      order by s.key`);
}

function waitCheck(waiting: readonly Waiting[], name: string): OperationCheck {
  if (waiting.length === 0)
    return {
      name: 'Somebody waits for it',
      result: 'blocked',
      evidence: `Nothing in this instance waits for ${name}.`,
    };
  return waiting.length === 1
    ? { name: 'Somebody waits for it', result: 'passed', evidence: `${named(waiting[0]?.elementId ?? '')} does.` }
    : {
        name: 'Somebody waits for it',
        result: 'look',
        evidence: `${grouped(waiting.length)} places wait for it; the first, ${named(waiting[0]?.elementId ?? '')}, receives it.`,
      };
}
