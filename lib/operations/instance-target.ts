import { type Database, Prisma } from '@/lib/db.ts';
import type { OperationContext, Target } from './operation.ts';

export interface LiveInstance {
  readonly key: string;
  readonly definitionKey: string;
  readonly processId: string;
  readonly definitionVersion: number;
  readonly dialect: 'camunda7' | 'camunda8';
  readonly businessKey: string | null;
  readonly isEnded: boolean;
  readonly isSuspended: boolean;
  readonly version: number;
  readonly parentInstanceKey: string | null;
  readonly treeKey: string;
}

/** Null: none is named, there never was one, or it belongs to a definition that the person's role was not given for. */
export async function findInstance(
  context: Pick<OperationContext, 'database' | 'access'>,
  instanceKey: string | null,
): Promise<LiveInstance | null> {
  if (instanceKey === null) return null;
  const { definitions } = context.access;
  const [row] = await context.database.$queryRaw<LiveInstance[]>(Prisma.sql`
    select i.key::text as key, i.definition_key::text as "definitionKey", d.process_id as "processId",
      d.version as "definitionVersion", d.dialect,
      i.business_key as "businessKey", i.ended_at is not null as "isEnded", i.is_suspended as "isSuspended",
        coalesce(t.version, 0) as version,
      i.parent_instance_key::text as "parentInstanceKey", i.tree_key::text as "treeKey"
    from instance i join definition d on d.key = i.definition_key left join process_tree t on t.key = i.tree_key
    where i.key = ${instanceKey}::bigint ${definitions === null ? Prisma.empty : Prisma.sql`and d.process_id = any(${[...definitions]}::text[])`}`);
  return row ?? null;
}

export async function treeVersion(database: Database, treeKey: string): Promise<number> {
  const [row] = await database.$queryRaw<
    { version: number }[]
  >`select version from process_tree where key = ${treeKey}::bigint`;
  return row?.version ?? 0;
}

export function targetOf(
  instance: LiveInstance,
  target: Pick<Target, 'kind' | 'key'> & { elementId?: string | null },
): Target {
  return {
    kind: target.kind,
    key: target.key,
    instanceKey: instance.key,
    definitionKey: instance.definitionKey,
    processId: instance.processId,
    elementId: target.elementId ?? null,
    businessKey: instance.businessKey,
  };
}

/** How people call it: business key, else key. */
export function titleOf(instance: Pick<LiveInstance, 'key' | 'businessKey'>): string {
  return instance.businessKey ?? instance.key;
}
