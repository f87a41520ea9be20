import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import { named } from '@/lib/models/element-words.ts';
import { isAliveCheck } from './checks.ts';
import type { OperationCheck } from './contract.ts';
import { findInstance, type LiveInstance, targetOf, titleOf } from './instance-target.ts';
import { done, NOT_FOUND, type Operation } from './operation.ts';
import { keySchema, messageSchema, nameSchema } from './parameter-schemas.ts';

/** Types that are the engine's own: they end with what they stand for, never by hand. */
const OF_THE_ENGINE: ReadonlySet<string> = new Set(['failedJob', 'failedExternalTask']);

/**
 * Reports a trouble at a running element (Camunda 7). It stops nothing, and is resolved by hand or ends with the
 * element.
 */
export const incidentCreate: Operation<'incident.create'> = {
  name: 'incident.create',
  parameters: z.strictObject({
    instanceKey: keySchema,
    elementInstanceKey: keySchema,
    type: nameSchema,
    message: messageSchema,
    configuration: nameSchema.optional(),
  }),
  plan: async (context, { instanceKey, elementInstanceKey, type, message, configuration = null }) => {
    const instance = await findInstance(context, instanceKey);
    const [element] = await context.database.$queryRaw<{ elementId: string; isAlive: boolean }[]>(Prisma.sql`
      select e.element_id as "elementId", e.ended_at is null as "isAlive" from element_history e
        where e.key = ${elementInstanceKey}::bigint and e.instance_key = ${instanceKey}::bigint`);
    if (instance === null || element === undefined) return NOT_FOUND;
    return {
      target: targetOf(instance, { kind: 'instance', key: instance.key, elementId: element.elementId }),
      risk: ACTIONS['incident.create'].risk,
      riskBecause: 'The instance counts as stopped for those who watch it.',
      confirmation: null,
      effects: [
        `${titleOf(instance)} has an incident of type ${type} at ${named(element.elementId)}.`,
        'It goes on all the same: the incident stops nothing.',
      ],
      checks: [
        isAliveCheck(instance),
        notationCheck(instance),
        element.isAlive
          ? { name: 'The element is running', result: 'passed', evidence: element.elementId }
          : { name: 'The element is running', result: 'blocked', evidence: `${named(element.elementId)} has ended.` },
        OF_THE_ENGINE.has(type)
          ? {
              name: 'The type is one of your own',
              result: 'blocked',
              evidence: `${type} is the engine’s: it could not be resolved by hand.`,
            }
          : { name: 'The type is one of your own', result: 'passed', evidence: type },
      ],
      before: null,
      after: { type, message, configuration },
      version: instance.version,
      run: async ({ audit }) => {
        const incidentKey = await context.engine.newKey();
        const executed = await context.engine.execute(
          { type: 'createIncident', incidentKey, elementInstanceKey, incidentType: type, configuration, message },
          { audit: { ...audit, targetKind: 'incident', targetKey: incidentKey } },
        );
        return executed.kind === 'rejection'
          ? executed
          : done(`An incident of type ${type} stands at ${named(element.elementId)}.`, executed, instance.key);
      },
    };
  },
};

function notationCheck({ dialect }: LiveInstance): OperationCheck {
  const name = 'The notation knows incidents of one’s own';
  return dialect === 'camunda7'
    ? { name, result: 'passed', evidence: 'Camunda 7 does.' }
    : { name, result: 'blocked', evidence: 'Camunda 8 has only those that the engine raises.' };
}
