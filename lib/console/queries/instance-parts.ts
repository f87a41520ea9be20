import { type Database, Prisma } from '@/lib/db.ts';
import type {
  ElementInstanceNode,
  InstanceSubscription,
  InstanceTask,
  InstanceView,
  TaskTransitionView,
  Transition,
} from '../views/instance-view.ts';
import type { ElementCounts } from '../views/shared.ts';
import { instant, instantOrNull } from './sql.ts';

/** Nodes of the tree that are sent at once, and of those that are alive beyond them; the others come page by page. */
const MAX_NODES = 500;
const MAX_LIVING = 200;
const MAX_TASKS = 500;
const MAX_SUBSCRIPTIONS = 500;
const MAX_TRANSITIONS = 500;
/** Names whose kept messages are looked for, of each so many, with so many of their keys. */
const MAX_NAMES = 20;
const MAX_KEPT = 100;
const MAX_KEYS = 3;

interface Way {
  readonly elementId: string;
  /** Flows by which they were entered. */
  readonly enteredBy: readonly string[] | null;
  /** What people see of the model: not the bodies of loops, nor scopes kept for their compensation alone. */
  readonly isCounted: boolean;
  /** `open`, or how they ended. */
  readonly state: string;
  readonly count: number;
}

/** What the whole life of an instance comes to, which is read once. `isBetween`: a job keeps a token between elements. */
export interface InstancePath extends Pick<InstanceView, 'elements' | 'takenFlows'> {
  readonly isBetween: boolean;
}

/** Counts per element and the flows that a token took, each in the order of their ids: the same life, the same answer. */
export async function pathOf(database: Database, instanceKey: string, treeKey: string): Promise<InstancePath> {
  const [ways, loops] = await Promise.all([
    database.$queryRaw<Way[]>(Prisma.sql`
      select e.element_id as "elementId", e.entered_by as "enteredBy",
        e.kind not in ('multiInstanceBody', 'adHocInnerInstance') and e.phase <> 'compensating' as "isCounted",
        e.state, e.count
      from (select e.element_id, e.entered_by, e.kind, e.phase, case when e.ended_at is null then 'open'
          else e.outcome end as state, count(*)::int as count from element_history e
        where e.instance_key = ${instanceKey}::bigint group by 1, 2, 3, 4, 5) e
      union all
      select n.element_id, null, true, 'incident', count(*)::int from incident n
        where n.instance_key = ${instanceKey}::bigint and n.resolved_at is null group by 1
      union all
      select j.element_id, j.entered_by, true,
        case when j.ended_at is null and j.element_instance_key is null then 'between' else 'passed' end, count(*)::int
      from job j where j.instance_key = ${instanceKey}::bigint and j.kind = 'continuation' group by 1, 2, 4`),
    loopsOf(database, instanceKey, treeKey),
  ]);
  const elements = new Map<string, ElementCounts>();
  for (const way of ways) {
    if (!way.isCounted) continue;
    elements.set(way.elementId, summed(elements.get(way.elementId) ?? noneOf(way.elementId), way));
  }
  return {
    elements: [...elements.values()]
      .filter(isAny)
      .sort((one, other) => (one.elementId < other.elementId ? -1 : 1))
      .map((row) => {
        const loop = loops.get(row.elementId);
        return loop === undefined ? row : { ...row, loop };
      }),
    takenFlows: [...new Set(ways.flatMap(({ enteredBy }) => enteredBy ?? []))].sort(),
    isBetween: ways.some(({ state }) => state === 'between'),
  };
}

const noneOf = (elementId: string): ElementCounts => ({
  elementId,
  active: 0,
  incidents: 0,
  completed: 0,
  cancelled: 0,
});

const of = (count: number, isMeant: boolean): number => (isMeant ? count : 0);
const summed = (sum: ElementCounts, { state, count }: Way): ElementCounts => ({
  ...sum,
  active: sum.active + of(count, state === 'open' || state === 'between'),
  incidents: sum.incidents + of(count, state === 'incident'),
  completed: sum.completed + of(count, state === 'completed' || state === 'merged'),
  cancelled: sum.cancelled + of(count, state === 'terminated'),
});

const isAny = ({ active, incidents, completed, cancelled }: ElementCounts): boolean =>
  active + incidents + completed + cancelled > 0;

/**
 * Multi-instance bodies under way, by element; several of one element (in a loop, say) are counted together. The tree
 * leads to what is alive, so that of a long life nothing else is read.
 */
async function loopsOf(
  database: Database,
  instanceKey: string,
  treeKey: string,
): Promise<ReadonlyMap<string, { readonly done: number; readonly total: number }>> {
  const rows = await database.$queryRaw<{ elementId: string; done: number; total: number }[]>(Prisma.sql`
    select e.element_id as "elementId", sum((e.data->>'completed')::int + (e.data->>'terminated')::int)::int as done,
      sum((e.data->>'total')::int)::int as total
    from element_instance e
    where e.tree_key = ${treeKey}::bigint and e.instance_key = ${instanceKey}::bigint and e.kind = 'multiInstanceBody'
      and e.ended_at is null and e.data ? 'total' group by 1`);
  return new Map(rows.map(({ elementId, done, total }) => [elementId, { done, total }]));
}

interface NodeRow extends Omit<ElementInstanceNode, 'startedAt' | 'endedAt'> {
  startedAt: Date;
  endedAt: Date | null;
}

/** The beginning of the tree in the order of creation, then the newest of what is alive beyond it. */
export async function historyOf(
  database: Database,
  instanceKey: string,
): Promise<Pick<InstanceView, 'history' | 'isHistoryCut' | 'historyEnd'>> {
  const rows = await nodesOf(database, instanceKey, null, MAX_NODES + 1);
  const history = rows.slice(0, MAX_NODES);
  const end = history.at(-1);
  if (rows.length <= MAX_NODES || end === undefined) return { history, isHistoryCut: false };
  const living = await database.$queryRaw<NodeRow[]>(Prisma.sql`
    select ${NODE_COLUMNS} from (
      select * from element_instance e where e.instance_key = ${instanceKey}::bigint and e.ended_at is null
        and e.phase <> 'compensating' and e.key > ${end.key}::bigint order by e.key desc limit ${MAX_LIVING}::int
    ) e order by e.key`);
  return { history: [...history, ...living.map(toNode)], isHistoryCut: true, historyEnd: end.key };
}

/** Of an element instance `e`. */
const NODE_COLUMNS = Prisma.sql`e.key::text as key, e.scope_key::text as "parentKey", e.element_id as "elementId",
  e.kind, e.index, e.called_instance_key::text as "calledInstanceKey", e.entered_by as "enteredBy",
  e.started_at as "startedAt", e.ended_at as "endedAt",
  case
    when e.ended_at is not null then case when e.outcome = 'terminated' then 'cancelled' else 'completed' end
    when exists (select 1 from incident n where n.instance_key = e.instance_key and n.element_instance_key = e.key
      and n.resolved_at is null) then 'incident'
    else 'active' end as state`;

const toNode = (row: NodeRow): ElementInstanceNode => ({
  ...row,
  startedAt: instant(row.startedAt),
  endedAt: instantOrNull(row.endedAt),
});

/** Element instances in the order of their creation, those after a key. */
export async function nodesOf(
  database: Database,
  instanceKey: string,
  afterKey: string | null,
  limit: number,
): Promise<readonly ElementInstanceNode[]> {
  const beyond = afterKey === null ? Prisma.empty : Prisma.sql`and e.key > ${afterKey}::bigint`;
  const rows = await database.$queryRaw<NodeRow[]>(Prisma.sql`
    select ${NODE_COLUMNS}
    from element_history e where e.instance_key = ${instanceKey}::bigint and e.phase <> 'compensating' ${beyond}
      order by e.key limit ${limit}::int`);
  return rows.map(toNode);
}

/** Continuations that are the token: nothing of the model runs until they have been executed. */
export async function transitionsOf(database: Database, instanceKey: string): Promise<readonly Transition[]> {
  const rows = await database.$queryRaw<(Omit<Transition, 'since'> & { since: Date })[]>(Prisma.sql`
    select j.key::text as "jobKey", j.scope_key::text as "scopeKey", j.element_id as "elementId",
      case when j.position in ('after', 'innerAfter') then 'after' else 'before' end as side, j.index,
      exists (select 1 from incident n where n.instance_key = j.instance_key and n.job_key = j.key
        and n.resolved_at is null) as "hasIncident", j.created_at as since
    from job j where j.instance_key = ${instanceKey}::bigint and j.ended_at is null and j.kind = 'continuation'
      and j.element_instance_key is null order by j.key limit ${MAX_TRANSITIONS}::int`);
  return rows.map((row) => ({ ...row, since: instant(row.since) }));
}

export type TransitionJson = { readonly event: string; readonly action: string } | { readonly denied: string };
interface TaskSqlRow extends Omit<InstanceTask, 'dueAt' | 'followUpAt' | 'createdAt' | 'endedAt' | 'transition'> {
  transition: TransitionJson | null;
  dueAt: Date | null;
  followUpAt: Date | null;
  createdAt: Date;
  endedAt: Date | null;
}

export async function tasksOf(database: Database, instanceKey: string): Promise<readonly InstanceTask[]> {
  const rows = await database.$queryRaw<TaskSqlRow[]>(Prisma.sql`
    select t.key::text as key, t.element_id as "elementId", t.name, t.assignee, t.owner, t.delegation, t.priority,
      t.follow_up_at as "followUpAt", t.candidate_groups as "candidateGroups", t.candidate_users as "candidateUsers",
      t.due_at as "dueAt", t.created_at as "createdAt", t.ended_at as "endedAt", t.outcome, t.transition
    from user_task t where t.instance_key = ${instanceKey}::bigint order by t.key desc limit ${MAX_TASKS}::int`);
  return rows.map((row) => ({
    ...row,
    transition: transitionView(row.transition),
    dueAt: instantOrNull(row.dueAt),
    followUpAt: instantOrNull(row.followUpAt),
    createdAt: instant(row.createdAt),
    endedAt: instantOrNull(row.endedAt),
  }));
}

export function transitionView(transition: TransitionJson | null): TaskTransitionView | null {
  if (transition === null) return null;
  return 'denied' in transition
    ? { kind: 'denied', reason: transition.denied }
    : { kind: 'asked', event: transition.event, action: transition.action };
}

interface SubscriptionSqlRow extends Omit<InstanceSubscription, 'createdAt' | 'closedAt'> {
  createdAt: Date;
  closedAt: Date | null;
}

export async function subscriptionsOf(
  database: Database,
  instanceKey: string,
): Promise<readonly InstanceSubscription[]> {
  const rows = await database.$queryRaw<SubscriptionSqlRow[]>(Prisma.sql`
    select s.key::text as key, s.kind, coalesce(s.name, '') as name, s.correlation_key as "correlationKey",
      s.element_id as "elementId",
      s.element_instance_key::text as "elementInstanceKey", s.created_at as "createdAt", s.closed_at as "closedAt"
    from subscription s where s.instance_key = ${instanceKey}::bigint order by s.key desc
      limit ${MAX_SUBSCRIPTIONS}::int`);
  const kept = await keptMessages(database, rows);
  return rows.map((row) => ({
    ...row,
    kept: row.closedAt === null ? (kept.get(row.name) ?? null) : null,
    createdAt: instant(row.createdAt),
    closedAt: instantOrNull(row.closedAt),
  }));
}

/**
 * Messages of the names that are waited for which are kept because nothing fits them, in either notation: one of them
 * may have the wrong key.
 */
async function keptMessages(
  database: Database,
  rows: readonly SubscriptionSqlRow[],
): Promise<ReadonlyMap<string, NonNullable<InstanceSubscription['kept']>>> {
  const names = [
    ...new Set(rows.filter((row) => row.kind === 'message' && row.closedAt === null).map((row) => row.name)),
  ].slice(0, MAX_NAMES);
  if (names.length === 0) return new Map();
  const kept = await database.$queryRaw<{ name: string; count: number; keys: string[] }[]>(Prisma.sql`
    select n.name, k.count, k.keys from unnest(${names}::text[]) n(name), lateral (
      select count(*)::int as count, (array_agg(distinct m.key)
        filter (where m.key is not null))[1:${MAX_KEYS}::int] as keys from (
        (select b.correlation_key as key from message b where b.name = n.name and b.expires_at > now()
          limit ${MAX_KEPT}::int)
        union all (select e.business_key from early_message e where e.name = n.name and e.state = 'waiting'
          limit ${MAX_KEPT}::int)
      ) m
    ) k where k.count > 0`);
  return new Map(kept.map(({ name, count, keys }) => [name, { count, keys: keys ?? [] }]));
}
