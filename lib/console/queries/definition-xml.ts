import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { key } from './parameters.ts';
import { defineQuery } from './query.ts';
import { and, visible } from './sql.ts';

export const definitionXml = defineQuery('definition-xml', {
  permission: 'definition.read',
  parameters: z.object({ key }),
  run: async (context, query) => {
    const [row] = await context.database.$queryRaw<{ content: Uint8Array }[]>(Prisma.sql`
      select r.content from definition d join deployment_resource r on r.key = d.resource_key
      where d.key = ${query.key}::bigint ${and(visible(context, 'd.key'))}`);
    return row === undefined ? null : { key: query.key, xml: decode(row.content) };
  },
});

/** The parser took the same bytes: UTF-8, or UTF-16 with its mark. */
function decode(content: Uint8Array): string {
  const isUtf16 = (content[0] === 0xff && content[1] === 0xfe) || (content[0] === 0xfe && content[1] === 0xff);
  if (!isUtf16) return new TextDecoder().decode(content);
  return new TextDecoder(content[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(content);
}
