import { z } from 'zod';
import { named } from '@/lib/models/element-words.ts';
import { planTriage } from './incident-group.ts';
import type { Operation } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';
import { tellingOwner } from './told.ts';

const MAX_COMMENT_LENGTH = 4_000;
/** As much as its owner is told of it. */
const SHOWN_LENGTH = 300;

/** What somebody has found out, for whoever comes next. Comments are not changed afterwards. */
export const incidentComment: Operation<'incident.comment'> = {
  name: 'incident.comment',
  parameters: z.strictObject({
    incidentKey: keySchema,
    text: z
      .string()
      .trim()
      .min(1, 'A comment says something.')
      .max(MAX_COMMENT_LENGTH)
      .refine((text) => !text.includes('\u0000'), 'A comment has no NUL character.'),
  }),
  plan: (context, { incidentKey, text }) =>
    planTriage(context, 'incident.comment', incidentKey, (group) => ({
      effect: `A comment stands at the failures at ${named(group.elementId)}.`,
      before: null,
      after: { text },
      company: (audit) =>
        tellingOwner(audit, context.person, group.owner, group, {
          kind: 'comment',
          event: 'incidentComment',
          text: text.slice(0, SHOWN_LENGTH),
        }),
      write: async (connection, { fingerprint, processId, elementId }, at) => {
        await connection.query({
          text: `insert into incident_comment (fingerprint, process_id, element_id, author, author_name, text,
            written_at) values ($1, $2, $3, $4, $5, $6, $7)`,
          values: [
            fingerprint,
            processId,
            elementId,
            context.person.username,
            context.person.name,
            text,
            at.toISOString(),
          ],
        });
      },
    })),
};
