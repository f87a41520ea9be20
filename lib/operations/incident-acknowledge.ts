import { z } from 'zod';
import { named } from '@/lib/models/element-words.ts';
import { planTriage, writeTriage } from './incident-group.ts';
import type { Operation } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';

/** Says that somebody has seen the failure and knows of it; or takes that back. */
export const incidentAcknowledge: Operation<'incident.acknowledge'> = {
  name: 'incident.acknowledge',
  parameters: z.strictObject({ incidentKey: keySchema, isAcknowledged: z.boolean() }),
  plan: (context, { incidentKey, isAcknowledged }) =>
    planTriage(context, 'incident.acknowledge', incidentKey, (group) => {
      const acknowledgedBy = isAcknowledged ? context.person.username : null;
      return {
        effect: isAcknowledged
          ? `The failures at ${named(group.elementId)} are acknowledged by ${context.person.name}.`
          : `The failures at ${named(group.elementId)} are new again.`,
        before: { acknowledgedBy: group.acknowledgedBy },
        after: { acknowledgedBy },
        write: (connection, found, at) => writeTriage(connection, found, { acknowledgedBy }, at),
      };
    }),
};
