import { z } from 'zod';
import { named } from '@/lib/models/element-words.ts';
import { planTriage, writeTriage } from './incident-group.ts';
import type { Operation } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';

/** Longer than this is no pause, it is forgetting. */
const MAX_SNOOZE_DAYS = 90;
const DAY_MS = 86_400_000;

/** Lets the failures rest until a moment: they are out of the way of what is new, and still counted. */
export const incidentSnooze: Operation<'incident.snooze'> = {
  name: 'incident.snooze',
  parameters: z.strictObject({ incidentKey: keySchema, until: z.iso.datetime({ offset: true }).nullable() }),
  plan: (context, { incidentKey, until }) =>
    planTriage(context, 'incident.snooze', incidentKey, (group) => {
      const snoozedUntil = until === null ? null : new Date(until);
      const aheadMs = snoozedUntil === null ? 0 : snoozedUntil.getTime() - context.engine.now();
      return {
        effect:
          snoozedUntil === null
            ? `The failures at ${named(group.elementId)} are awake again.`
            : `The failures at ${named(group.elementId)} rest until ${snoozedUntil.toISOString()}.`,
        checks:
          snoozedUntil === null
            ? []
            : [
                aheadMs > 0 && aheadMs <= MAX_SNOOZE_DAYS * DAY_MS
                  ? { name: 'The time lies ahead', result: 'passed', evidence: snoozedUntil.toISOString() }
                  : {
                      name: 'The time lies ahead',
                      result: 'blocked',
                      evidence: `It has to be in the future, at most ${MAX_SNOOZE_DAYS} days.`,
                    },
              ],
        before: { snoozedUntil: group.snoozedUntil?.toISOString() ?? null },
        after: { snoozedUntil: snoozedUntil?.toISOString() ?? null },
        write: (connection, found, at) => writeTriage(connection, found, { snoozedUntil }, at),
      };
    }),
};
