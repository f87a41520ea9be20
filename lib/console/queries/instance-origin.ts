import { authorize } from '@/lib/auth/authorize.ts';
import { actionLabel } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import type { InstanceHandling, InstanceOrigin } from '../views/instance-view.ts';
import type { QueryContext } from './query.ts';
import { instant } from './sql.ts';

/** What the row says of its start: the engine's `StartCause`, as JSON. */
export interface StartColumns {
  readonly startCause: StartCauseJson | null;
  readonly parentInstanceKey: string | null;
  readonly restartOf: string | null;
}
interface StartCauseJson {
  readonly kind: 'request' | 'message' | 'signal' | 'timer' | 'condition';
  readonly name?: string;
  readonly sourceKey?: string;
  readonly sender?: SenderJson;
}
/** The engine's `Sender`, as JSON. */
export interface SenderJson {
  readonly id: string | null;
  readonly name: string | null;
  readonly channel: NonNullable<InstanceOrigin['channel']>;
}
export function senderView({ id, name, channel }: SenderJson): Pick<InstanceOrigin, 'who' | 'channel'> {
  return { who: name ?? id, channel };
}
export const START_COLUMNS = Prisma.sql`p.start_cause as "startCause",
  p.parent_instance_key::text as "parentInstanceKey", p.restart_of::text as "restartOf"`;

/**
 * What started an instance. One from before causes were kept is told by its entry, if a person started it in the
 * console.
 */
export async function originOf(
  context: QueryContext,
  instanceKey: string,
  { startCause, parentInstanceKey, restartOf }: StartColumns,
): Promise<InstanceOrigin> {
  const sender = startCause?.sender;
  const nothing = {
    ...(sender === undefined ? { who: null, channel: null } : senderView(sender)),
    name: startCause?.name ?? null,
    sourceKey: startCause?.sourceKey ?? null,
  };
  if (parentInstanceKey !== null) return { ...nothing, kind: 'caller', sourceKey: parentInstanceKey };
  if (restartOf !== null)
    return { ...nothing, kind: 'restart', sourceKey: restartOf, batchKey: startCause?.sourceKey ?? null };
  if (startCause !== null) return { ...nothing, kind: startCause.kind };
  const [entry] = await context.database.$queryRaw<{ who: string | null }[]>(Prisma.sql`
    select a.actor_name as who from audit_entry a
    where a.instance_key = ${instanceKey}::bigint and a.operation = 'instance.start' and a.outcome = 'done' order by a.n
      limit 1`);
  return entry === undefined
    ? { ...nothing, kind: 'unknown' }
    : { ...nothing, kind: 'request', who: entry.who, channel: 'console' };
}

/** What people and clients did to it since; null: nothing, or the person may not read the log. */
export async function handlingOf(context: QueryContext, instanceKey: string): Promise<InstanceHandling | null> {
  const access = authorize(context.person, 'audit.read');
  if (!access.isAllowed || access.isOwnOnly) return null;
  const [row] = await context.database.$queryRaw<
    { count: number; operation: string | null; actorName: string | null; at: Date | null }[]
  >(Prisma.sql`
    with done as (
      select a.n, a.operation, a.actor_name, a.at from audit_entry a
      where a.instance_key = ${instanceKey}::bigint and a.outcome = 'done' and a.actor_kind <> 'system'
        and a.operation not in ('instance.start', 'instance.export-bundle', 'instance.watch')
    )
    select (select count(*)::int from done) as count, l.operation, l.actor_name as "actorName", l.at
      from (values (1)) one(n) left join lateral (select * from done order by done.n desc limit 1) l on true`);
  if (row === undefined || row.operation === null || row.at === null) return null;
  return { count: row.count, last: actionLabel(row.operation), by: row.actorName, at: instant(row.at) };
}
