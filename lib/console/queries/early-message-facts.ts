import { Prisma } from '@/lib/db.ts';
import type { WhyNot } from '../views/message-view.ts';
import type { QueryContext } from './query.ts';

/** Instances that a message may be meant for; with more, the newest count. */
const MAX_CANDIDATES = 20;

/** What is known of those that a message may be meant for, and of what it may start. */
export interface EarlyMessageFacts {
  readonly total: number;
  readonly running: number;
  readonly fitting: number;
  readonly suspended: number;
  readonly otherTenant: number;
  readonly otherValues: number;
  readonly past: number;
  readonly anyWaits: boolean;
  readonly starts: number;
  readonly suspendedStarts: number;
  readonly otherTenantStarts: number;
}

/**
 * By business key where the message has one, else by what waits for its name: a few instances for each message, each
 * found by an index. Keys of variables are compared as the engine does, with their types. Joined to `early_message m`.
 */
export const FACTS = Prisma.sql`
  left join lateral (
    select count(*)::int as total, count(*) filter (where c.is_running)::int as running, count(*)
      filter (where c.waits and c.has_tenant and c.has_values and not c.is_suspended)::int as fitting,
      count(*) filter (where c.waits and c.has_tenant and c.has_values and c.is_suspended)::int as suspended, count(*)
        filter (where c.waits and not c.has_tenant)::int as "otherTenant",
      count(*) filter (where c.waits and not c.has_values)::int as "otherValues", count(*)
        filter (where c.had)::int as past
    from (
      select i.ended_at is null as is_running, i.is_suspended,
        (not m.is_tenant_given or i.tenant_id is not distinct from m.tenant_id) as has_tenant,
        exists (select 1 from subscription s where s.instance_key = i.key and s.kind = 'message' and s.name = m.name
          and s.closed_at is null) as waits,
        exists (select 1 from subscription s where s.instance_key = i.key and s.kind = 'message' and s.name = m.name
          and s.closed_at is not null) as had,
        not exists (select 1 from jsonb_each(m.correlation_keys) k where not exists (
          select 1 from variable v where v.instance_key = i.key and v.name = k.key and v.type = k.value->>'type'
            and v.text is not distinct from k.value->>'text' and v.removed_at is null
            and v.ended_at is null)) as has_values
      from (
        (select i.* from instance i where i.business_key = m.business_key
          and (m.instance_id is null or i.key::text = m.instance_id) order by i.key desc limit ${MAX_CANDIDATES}::int)
        union all
        (select i.* from instance i where m.business_key is null and i.key in (
          select s.instance_key from subscription s where s.kind = 'message' and s.name = m.name and s.closed_at is null
            and (m.instance_id is null or s.instance_key::text = m.instance_id) limit ${MAX_CANDIDATES}::int))
      ) i
    ) c
  ) f on m.state = 'waiting'
  left join lateral (
    select exists (select 1 from subscription s where s.kind = 'message' and s.name = m.name
      and s.closed_at is null) as "anyWaits"
  ) o on m.state = 'waiting'
  left join lateral (
    select count(*) filter (where not d.is_suspended and fits)::int as starts, count(*)
      filter (where d.is_suspended and fits)::int as "suspendedStarts", count(*)
      filter (where not fits)::int as "otherTenantStarts"
    from start_subscription t join definition d on d.key = t.definition_key cross
      join lateral (select not m.is_tenant_given or d.tenant_id is not distinct from m.tenant_id as fits) x
    where t.kind = 'message' and t.name = m.name and m.instance_id is null and m.correlation_keys = '{}'::jsonb
      and m.local_correlation_keys = '{}'::jsonb
  ) st on m.state = 'waiting'`;

export const FACT_COLUMNS = Prisma.sql`coalesce(f.total, 0) as total, coalesce(f.running, 0) as running,
  coalesce(f.fitting, 0) as fitting, coalesce(f.suspended, 0) as suspended,
  coalesce(f."otherTenant", 0) as "otherTenant",
  coalesce(f."otherValues", 0) as "otherValues", coalesce(f.past, 0) as past,
    coalesce(o."anyWaits", false) as "anyWaits", coalesce(st.starts, 0) as starts,
    coalesce(st."suspendedStarts", 0) as "suspendedStarts", coalesce(st."otherTenantStarts", 0) as "otherTenantStarts"`;

/** The nearest cause first: what waits and cannot, what is there and does not wait, what others wait for. */
export function whyNot(facts: EarlyMessageFacts, hasBusinessKey: boolean): WhyNot {
  if (facts.fitting > 1 || (facts.fitting === 0 && facts.starts > 1)) return 'several';
  if (facts.fitting === 1) return 'fits';
  if (facts.starts === 1) return 'starts';
  if (facts.suspended > 0) return 'suspended';
  if (facts.otherTenant > 0) return 'tenant';
  if (facts.otherValues > 0) return 'values';
  if (facts.past > 0) return 'past';
  if (facts.running > 0) return 'notYet';
  if (facts.total > 0) return 'ended';
  if (facts.suspendedStarts > 0) return 'startSuspended';
  if (facts.otherTenantStarts > 0) return 'tenant';
  return facts.anyWaits && hasBusinessKey ? 'otherKey' : 'nobody';
}

/**
 * Somebody whose role was given for some definitions sees messages whose names these wait for, or that were received by
 * them.
 */
export function visibleMessages({ access: { definitions } }: Pick<QueryContext, 'access'>): readonly Prisma.Sql[] {
  if (definitions === null) return [];
  const own = Prisma.sql`(select key from definition where process_id = any(${[...definitions]}::text[]))`;
  return [
    Prisma.sql`(exists (select 1 from subscription s where s.kind = 'message' and s.name = m.name
      and s.closed_at is null and s.definition_key in ${own})
    or exists (select 1 from start_subscription t where t.kind = 'message' and t.name = m.name
      and t.definition_key in ${own})
    or exists (select 1 from instance i where i.key = m.instance_key and i.definition_key in ${own}))`,
  ];
}
