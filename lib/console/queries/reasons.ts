import { z } from 'zod';
import { ticketRule } from '@/lib/auth/ticket-rule.ts';
import { defineQuery } from './query.ts';

export const reasons = defineQuery('reasons', {
  permission: 'session',
  parameters: z.object({}),
  run: async ({ database }) => {
    const [codes, ticket] = await Promise.all([
      database.reasonCode.findMany({
        where: { disabledAt: null },
        orderBy: { position: 'asc' },
        select: { code: true, label: true },
      }),
      ticketRule(database),
    ]);
    return { codes, ticketPattern: ticket.pattern, ticketExample: ticket.example };
  },
});
