import { z } from 'zod';
import { defineQuery } from './query.ts';

const MAX_PEOPLE = 1_000;

/** Who can be given something to take care of. */
export const people = defineQuery('people', {
  permission: 'incident.triage',
  parameters: z.object({}),
  run: async ({ database }) => ({
    people: await database.appUser.findMany({
      where: { disabledAt: null },
      orderBy: [{ name: 'asc' }, { username: 'asc' }],
      take: MAX_PEOPLE,
      select: { username: true, name: true },
    }),
  }),
});
