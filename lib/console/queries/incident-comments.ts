import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { key } from './parameters.ts';
import { defineQuery } from './query.ts';
import { and, instant, visible } from './sql.ts';

const MAX_COMMENTS = 200;

/** What people have written about the failures that an incident is one of. */
export const incidentComments = defineQuery('incident-comments', {
  permission: 'incident.read',
  parameters: z.object({ incident: key }),
  run: async (context, query) => {
    const rows = await context.database.$queryRaw<
      { key: string; author: string; text: string; writtenAt: Date }[]
    >(Prisma.sql`
      select c.key::text as key, c.author_name as author, c.text, c.written_at as "writtenAt"
      from incident n join definition d on d.key = n.definition_key
      join incident_comment c on c.fingerprint = n.fingerprint and c.process_id = d.process_id
        and c.element_id = n.element_id
      where n.key = ${query.incident}::bigint ${and(visible(context, 'n.definition_key'))} order by c.key desc
        limit ${MAX_COMMENTS}::int`);
    return { comments: rows.map((row) => ({ ...row, writtenAt: instant(row.writtenAt) })) };
  },
});
