import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { key } from './parameters.ts';
import { defineQuery } from './query.ts';
import { and, visible } from './sql.ts';

/** A line has no room for more. */
const MAX_PEOPLE = 20;

/** Who else looks at an instance at this moment; with several pages of one person, whether one of them changes it. */
export const presence = defineQuery('presence', {
  permission: 'instance.read',
  parameters: z.object({ instance: key }),
  run: async (context, query) => {
    const { database, person } = context;
    const people = await database.$queryRaw<{ username: string; name: string; isChanging: boolean }[]>(Prisma.sql`
      select p.username, min(p.name) as name, bool_or(p.is_changing) as "isChanging" from presence p
        join instance i on i.key = p.instance_key
      where p.instance_key = ${query.instance}::bigint and p.expires_at > now()
        and p.username <> ${person.username} ${and(visible(context, 'i.definition_key'))}
      group by p.username order by bool_or(p.is_changing) desc, min(p.name) limit ${MAX_PEOPLE}::int`);
    return { people };
  },
});
