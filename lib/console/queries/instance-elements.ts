import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { nodesOf } from './instance-parts.ts';
import { key } from './parameters.ts';
import { defineQuery } from './query.ts';
import { and, visible } from './sql.ts';

const PAGE = 500;

/** What the view of an instance leaves out of a long history: the element instances after a key, page by page. */
export const instanceElements = defineQuery('instance-elements', {
  permission: 'instance.read',
  parameters: z.object({ instance: key, from: key, after: key.optional() }),
  run: async (context, query) => {
    const [own] = await context.database.$queryRaw<{ key: string }[]>(
      Prisma.sql`select p.key::text as key from instance p
        where p.key = ${query.instance}::bigint ${and(visible(context, 'p.definition_key'))}`,
    );
    if (own === undefined) return null;
    const rows = await nodesOf(context.database, own.key, query.after ?? query.from, PAGE + 1);
    return { rows: rows.slice(0, PAGE), next: rows.length > PAGE ? (rows[PAGE - 1]?.key ?? null) : null };
  },
});
