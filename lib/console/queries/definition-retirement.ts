import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { isOfVersion, modelCalls } from '@/lib/models/model-calls.ts';
import type { DefinitionRetirementView } from '../views/definition-view.ts';
import { findDefinition, MAX_VERSIONS } from './definition.ts';
import { key } from './parameters.ts';
import { defineQuery } from './query.ts';
import { instantOrNull } from './sql.ts';

interface Row {
  key: string;
  version: number;
  isLatest: boolean;
  isRunning: boolean;
  lastStartedAt: Date | null;
}

/** What is known of each version of a process that tells whether it is still needed. */
export const definitionRetirement = defineQuery('definition-retirement', {
  permission: 'definition.read',
  parameters: z.object({ definition: key }),
  run: async (context, query): Promise<DefinitionRetirementView | null> => {
    const found = await findDefinition(context, { key: query.definition });
    if (found === null) return null;
    const [rows, calls] = await Promise.all([
      context.database.$queryRaw<Row[]>(Prisma.sql`
        select d.key::text as key, d.version, d.is_latest as "isLatest",
          exists (select 1 from instance i where i.definition_key = d.key and i.ended_at is null) as "isRunning",
          (select i.started_at from instance i where i.definition_key = d.key order by i.key desc limit 1)
            as "lastStartedAt"
        from definition d where d.deleted_at is null and d.process_id = ${found.processId}
          and d.tenant_id is not distinct from ${found.tenantId} order by d.version desc limit ${MAX_VERSIONS}::int`),
      modelCalls(context, found.processId, null),
    ]);
    const { definitions } = context.access;
    const inReach = calls.filter(({ processId }) => definitions === null || definitions.includes(processId));
    return {
      versions: rows.map(({ lastStartedAt, ...row }) => ({
        ...row,
        lastStartedAt: instantOrNull(lastStartedAt),
        callers: inReach
          .filter((call) => isOfVersion(call, row))
          .map(({ processId, version, elementId }) => ({ processId, version, elementId })),
        isCalledElsewhere: calls.length > inReach.length && calls.some((call) => isOfVersion(call, row)),
      })),
    };
  },
});
