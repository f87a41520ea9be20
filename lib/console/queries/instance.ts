import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { InstanceView } from '../views/instance-view.ts';
import type { InstanceState } from '../views/shared.ts';
import { calledBy, callersOf } from './call-links.ts';
import { handlingOf, originOf, START_COLUMNS, type StartColumns } from './instance-origin.ts';
import { historyOf, pathOf, subscriptionsOf, tasksOf, transitionsOf } from './instance-parts.ts';
import { INSTANCE_STATE } from './instances.ts';
import { key } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import {
  and,
  DEFINITION_COLUMNS,
  type DefinitionColumns,
  definitionRef,
  instant,
  instantOrNull,
  visible,
} from './sql.ts';

interface Head extends DefinitionColumns, StartColumns {
  key: string;
  treeKey: string;
  state: InstanceState;
  version: number | null;
  businessKey: string | null;
  dialect: 'camunda7' | 'camunda8';
  tenantId: string | null;
  isSuspended: boolean;
  startedAt: Date;
  endedAt: Date | null;
  endReason: string | null;
  incidentCount: number;
  changedAt: Date | null;
  isWatched: boolean;
}

export const instance = defineQuery('instance', {
  permission: 'instance.read',
  parameters: z.object({ key }),
  run: async (context, query): Promise<InstanceView | null> => {
    const head = await headOf(context, query.key);
    if (head === null) return null;
    const { database } = context;
    const [callers, called, { isBetween, ...path }, history, tasks, subscriptions, origin, handling] =
      await Promise.all([
        callersOf(database, head.key),
        calledBy(database, head.key),
        pathOf(database, head.key, head.treeKey),
        historyOf(database, head.key),
        tasksOf(database, head.key),
        subscriptionsOf(database, head.key),
        originOf(context, head.key, head),
        handlingOf(context, head.key),
      ]);
    return {
      key: head.key,
      state: head.state,
      version: head.version ?? 0,
      businessKey: head.businessKey,
      definition: definitionRef(head),
      dialect: head.dialect,
      tenantId: head.tenantId,
      isSuspended: head.isSuspended,
      startedAt: instant(head.startedAt),
      endedAt: instantOrNull(head.endedAt),
      endReason: head.endReason,
      isWatched: head.isWatched,
      origin,
      changedAt: instantOrNull(head.changedAt),
      handling,
      incidentCount: head.incidentCount,
      calledIncidentCount: called.incidentCount,
      callers,
      called: called.links,
      calledTree: called.tree,
      ...path,
      ...history,
      transitions: isBetween ? await transitionsOf(database, head.key) : [],
      tasks,
      subscriptions,
    };
  },
});

async function headOf(context: QueryContext, instanceKey: string): Promise<Head | null> {
  const [row] = await context.database.$queryRaw<Head[]>(Prisma.sql`
    select p.key::text as key, p.tree_key::text as "treeKey", ${INSTANCE_STATE} as state,
      coalesce(t.version, 0) as version,
      p.business_key as "businessKey", d.dialect,
      p.tenant_id as "tenantId", p.is_suspended as "isSuspended", p.started_at as "startedAt", p.ended_at as "endedAt",
      p.end_reason as "endReason", p.incident_count as "incidentCount",
        coalesce(p.ended_at, t.updated_at) as "changedAt",
        exists (select 1 from watch w where w.kind = 'instance' and w.target_key = p.key
        and w.username = ${context.person.username}) as "isWatched", ${START_COLUMNS}, ${DEFINITION_COLUMNS}
    from instance p join definition d on d.key = p.definition_key left join process_tree t on t.key = p.tree_key
    where p.key = ${instanceKey}::bigint ${and(visible(context, 'p.definition_key'))}`);
  return row ?? null;
}
