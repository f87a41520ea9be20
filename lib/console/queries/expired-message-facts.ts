import { Prisma } from '@/lib/db.ts';
import type { WhyExpired } from '../views/message-view.ts';
import type { QueryContext } from './query.ts';

/** Of what waits or waited with the key, the newest that are looked at. */
const MAX_CANDIDATES = 20;

/** What waited with a lost message's name and key, as seen from its life; and what it may start. */
export interface ExpiredMessageFacts {
  readonly waiting: number;
  /** Rests, or rested while the message lived. */
  readonly suspended: number;
  readonly otherTenant: number;
  readonly before: number;
  readonly after: number;
  readonly anyWaits: boolean;
  readonly starts: number;
  readonly lockedStarts: number;
}

/** A few that wait and a few that waited, each found by an index. Joined to `expired_message m`. */
export const EXPIRED_FACTS = Prisma.sql`
  left join lateral (
    select count(*) filter (where fits and is_open and not is_suspended)::int as waiting,
      count(*) filter (where fits and (is_open and is_suspended
        or not is_open and created_at < m.expired_at and closed_at > m.published_at))::int as suspended,
      count(*) filter (where not fits)::int as "otherTenant",
      count(*) filter (where fits and closed_at <= m.published_at)::int as before,
      count(*) filter (where fits and not is_open and created_at >= m.expired_at)::int as after
    from (
      select s.created_at, s.closed_at, s.closed_at is null as is_open, i.is_suspended,
        s.tenant_id is not distinct from m.tenant_id as fits
      from (
        (select * from subscription o where o.closed_at is null and o.kind = 'message' and o.name = m.name
          and o.correlation_key = m.correlation_key order by o.key desc limit ${MAX_CANDIDATES}::int)
        union all
        (select * from subscription o where o.closed_at is not null and o.kind = 'message' and o.name = m.name
          and o.correlation_key = m.correlation_key order by o.key desc limit ${MAX_CANDIDATES}::int)
      ) s join instance i on i.key = s.instance_key
    ) c
  ) f on true
  left join lateral (
    select exists (select 1 from subscription s where s.kind = 'message' and s.name = m.name
      and s.closed_at is null) as "anyWaits"
  ) o on true
  left join lateral (
    select count(*) filter (where not is_locked)::int as starts, count(*) filter (where is_locked)::int as "lockedStarts"
    from start_subscription t join definition d on d.key = t.definition_key cross join lateral (
      select m.correlation_key <> '' and exists (select 1 from message_start_lock l join instance i on i.key = l.instance_key
        where l.process_id = d.process_id and l.tenant_id = coalesce(d.tenant_id, '')
          and l.start_key = m.correlation_key and i.ended_at is null) as is_locked) x
    where t.kind = 'message' and t.name = m.name and not d.is_suspended and d.tenant_id is not distinct from m.tenant_id
  ) st on true`;

export const EXPIRED_FACT_COLUMNS = Prisma.sql`f.waiting, f.suspended, f."otherTenant", f.before, f.after,
  o."anyWaits", st.starts, st."lockedStarts"`;

/** What can be acted upon first, then the nearest cause. */
export function whyExpired(facts: ExpiredMessageFacts): WhyExpired {
  if (facts.waiting > 0) return 'waitsNow';
  if (facts.starts > 0) return 'startsNow';
  if (facts.suspended > 0) return 'suspended';
  if (facts.after > 0) return 'tooEarly';
  if (facts.before > 0) return 'tooLate';
  if (facts.lockedStarts > 0) return 'sameKey';
  if (facts.otherTenant > 0) return 'tenant';
  return facts.anyWaits ? 'otherKey' : 'nobody';
}

/** Somebody whose role was given for some definitions sees messages that these wait, waited or start for. */
export function visibleExpired({ access: { definitions } }: Pick<QueryContext, 'access'>): readonly Prisma.Sql[] {
  if (definitions === null) return [];
  const own = Prisma.sql`(select key from definition where process_id = any(${[...definitions]}::text[]))`;
  return [
    Prisma.sql`(exists (select 1 from subscription s where s.kind = 'message' and s.name = m.name
      and s.closed_at is null and s.definition_key in ${own})
    or exists (select 1 from subscription s where s.kind = 'message' and s.name = m.name
      and s.correlation_key = m.correlation_key and s.closed_at is not null and s.definition_key in ${own})
    or exists (select 1 from start_subscription t where t.kind = 'message' and t.name = m.name
      and t.definition_key in ${own}))`,
  ];
}
