import { z } from 'zod';
import { ticketRule } from '@/lib/auth/ticket-rule.ts';
import { named } from '@/lib/models/element-words.ts';
import { planTriage, writeTriage } from './incident-group.ts';
import type { OperationCheck } from './contract.ts';
import type { Operation, OperationContext } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';

const MAX_TICKET_LENGTH = 100;

/** Which ticket the failures are worked on under. */
export const incidentLinkTicket: Operation<'incident.link-ticket'> = {
  name: 'incident.link-ticket',
  parameters: z.strictObject({
    incidentKey: keySchema,
    ticket: z.string().trim().min(1).max(MAX_TICKET_LENGTH).nullable(),
  }),
  plan: (context, { incidentKey, ticket }) =>
    planTriage(context, 'incident.link-ticket', incidentKey, async (group) => ({
      effect:
        ticket === null
          ? `The failures at ${named(group.elementId)} have no ticket any more.`
          : `The failures at ${named(group.elementId)} are worked on under ${ticket}.`,
      checks: ticket === null ? [] : [await formCheck(context, ticket)],
      before: { ticket: group.ticket },
      after: { ticket },
      write: (connection, found, at) => writeTriage(connection, found, { ticket }, at),
    })),
};

async function formCheck({ database }: OperationContext, ticket: string): Promise<OperationCheck> {
  const rule = await ticketRule(database);
  return new RegExp(rule.pattern, 'u').test(ticket)
    ? { name: 'The ticket is written as usual here', result: 'passed', evidence: ticket }
    : {
        name: 'The ticket is written as usual here',
        result: 'blocked',
        evidence: `A ticket looks like ${rule.example}.`,
      };
}
