import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import { named } from '@/lib/models/element-words.ts';
import { definitionTarget, findVersion } from './definition-target.ts';
import { findInstance, targetOf } from './instance-target.ts';
import { done, NOT_FOUND, type Operation, type OperationContext, type Target } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';

/** As much as Camunda 7 keeps of one. */
const MAX_LENGTH = 4_000;

/** A note at one incident; null takes it away. Comments are of the whole group, and stay. */
export const incidentAnnotate: Operation<'incident.annotate'> = {
  name: 'incident.annotate',
  parameters: z.strictObject({
    incidentKey: keySchema,
    annotation: z
      .string()
      .trim()
      .min(1, 'A note says something.')
      .max(MAX_LENGTH)
      .refine((text) => !text.includes('\u0000'), 'A note has no NUL character.')
      .nullable(),
  }),
  plan: async (context, { incidentKey, annotation }) => {
    const [incident] = await context.database.$queryRaw<
      {
        instanceKey: string | null;
        definitionKey: string;
        elementId: string;
        annotation: string | null;
        isOpen: boolean;
      }[]
    >(Prisma.sql`
      select n.instance_key::text as "instanceKey", n.definition_key::text as "definitionKey",
        n.element_id as "elementId", n.annotation,
        n.resolved_at is null as "isOpen" from incident n where n.key = ${incidentKey}::bigint`);
    const place = incident === undefined ? null : await placeOf(context, incident);
    if (incident === undefined || place === null) return NOT_FOUND;
    const effect =
      annotation === null
        ? `The incident at ${named(incident.elementId)} has no note any more.`
        : `A note stands at the incident at ${named(incident.elementId)}.`;
    return {
      target: { ...place, kind: 'incident', key: incidentKey, elementId: incident.elementId },
      risk: ACTIONS['incident.annotate'].risk,
      riskBecause: 'It changes nothing in a process.',
      confirmation: null,
      effects: [effect],
      checks: [
        incident.isOpen
          ? { name: 'Incident is open', result: 'passed', evidence: 'It is.' }
          : { name: 'Incident is open', result: 'blocked', evidence: 'It was resolved in the meantime.' },
      ],
      before: { annotation: incident.annotation },
      after: { annotation },
      version: null,
      run: async ({ audit }) => {
        const executed = await context.engine.execute({ type: 'annotateIncident', incidentKey, annotation }, { audit });
        return executed.kind === 'rejection' ? executed : done(effect, executed, place.instanceKey);
      },
    };
  },
};

/** Its instance, or the version whose start event has failed. */
async function placeOf(
  context: OperationContext,
  { instanceKey, definitionKey }: { readonly instanceKey: string | null; readonly definitionKey: string },
): Promise<Target | null> {
  if (instanceKey !== null) {
    const instance = await findInstance(context, instanceKey);
    return instance && targetOf(instance, { kind: 'instance', key: instance.key });
  }
  const version = await findVersion(context, definitionKey);
  return version && definitionTarget(version);
}
