import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import { named } from '@/lib/models/element-words.ts';
import { findInstance, targetOf, titleOf } from './instance-target.ts';
import { done, NOT_FOUND, type Operation } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';
import { findIncidents } from './retry.ts';

/** Ends an incident that somebody reported. Those that the engine raised end by a retry. */
export const incidentResolve: Operation<'incident.resolve'> = {
  name: 'incident.resolve',
  parameters: z.strictObject({ incidentKey: keySchema }),
  plan: async (context, { incidentKey }) => {
    const [incident] = await findIncidents(context.database, Prisma.sql`n.key = ${incidentKey}::bigint`, 1);
    const instance = await findInstance(context, incident?.instanceKey ?? null);
    if (incident === undefined || instance === null) return NOT_FOUND;
    const isReported = incident.jobKey === null && instance.dialect === 'camunda7';
    return {
      target: targetOf(instance, { kind: 'incident', key: incident.key, elementId: incident.elementId }),
      risk: ACTIONS['incident.resolve'].risk,
      riskBecause: 'Nobody will look at it any more.',
      confirmation: null,
      effects: [
        `The incident ${incident.type} of ${titleOf(instance)} at ${named(incident.elementId)} is resolved.`,
        'Nothing is tried again by it.',
      ],
      checks: [
        incident.isOpen
          ? { name: 'Incident is open', result: 'passed', evidence: incident.message }
          : { name: 'Incident is open', result: 'blocked', evidence: 'It was resolved in the meantime.' },
        isReported
          ? { name: 'Somebody reported it', result: 'passed', evidence: incident.type }
          : {
              name: 'Somebody reported it',
              result: 'blocked',
              evidence: 'The engine raised it: retry what it stopped.',
            },
      ],
      before: { type: incident.type, message: incident.message },
      after: { outcome: 'resolved' },
      version: instance.version,
      run: async ({ audit, expectedVersion }) => {
        const executed = await context.engine.execute(
          { type: 'resolveIncident', incidentKey },
          { audit, expectedVersion },
        );
        return executed.kind === 'rejection'
          ? executed
          : done(`The incident at ${named(incident.elementId)} is resolved.`, executed, instance.key);
      },
    };
  },
};
