import { type Database, Prisma } from '@/lib/db.ts';
import { named } from '@/lib/models/element-words.ts';
import type { ChosenSort, ItemSort } from './batch-actions.ts';

/** An item as it is called in a sample: the instance that it is, or belongs to. */
export interface ItemTitle {
  readonly key: string;
  readonly instanceKey: string | null;
  readonly title: string;
}

const bigints = (keys: readonly string[]) => Prisma.sql`${[...keys]}::text[]::bigint[]`;

/** What the action is done to, in the chosen instances. */
export async function itemsIn(
  database: Database,
  sort: ItemSort,
  instanceKeys: readonly string[],
): Promise<readonly string[]> {
  if (sort === 'instance') return instanceKeys;
  const rows = await database.$queryRaw<{ key: string }[]>(from(sort, instanceKeys));
  return rows.map(({ key }) => key);
}

const OF_JOBS: Readonly<Partial<Record<ItemSort, Prisma.Sql>>> = {
  job: Prisma.sql`true`,
  work: Prisma.sql`j.kind = 'worker'`,
  timer: Prisma.sql`j.kind = 'timer'`,
  due: Prisma.sql`j.kind in ('timer', 'continuation', 'signal')`,
  held: Prisma.sql`j.kind = 'worker' and j.lock_until > now()`,
};

/** The same among what is chosen itself. Jobs that belong to no instance are left out. */
export async function itemsAmong(
  database: Database,
  of: ChosenSort,
  sort: ItemSort,
  keys: readonly string[],
): Promise<readonly string[]> {
  const rows = await database.$queryRaw<{ key: string }[]>(
    of === 'jobs'
      ? amongJobs(sort, keys)
      : of === 'incidents'
        ? Prisma.sql`select n.key::text as key from incident n where n.resolved_at is null
            and n.key = any(${bigints(keys)}) order by n.key`
        : Prisma.sql`select t.key::text as key from user_task t where t.ended_at is null
            and t.key = any(${bigints(keys)}) order by t.key`,
  );
  return rows.map(({ key }) => key);
}

function amongJobs(sort: ItemSort, jobKeys: readonly string[]): Prisma.Sql {
  return sort === 'incident'
    ? Prisma.sql`select n.key::text as key from job j join incident n on n.job_key = j.key where n.resolved_at is null and j.key = any(${bigints(jobKeys)}) order by n.key`
    : Prisma.sql`select j.key::text as key from job j where j.ended_at is null and j.instance_key is not null
        and ${OF_JOBS[sort] ?? Prisma.sql`false`} and j.key = any(${bigints(jobKeys)}) order by j.key`;
}

function from(sort: Exclude<ItemSort, 'instance'>, keys: readonly string[]): Prisma.Sql {
  switch (sort) {
    case 'incident':
      return Prisma.sql`select n.key::text as key from incident n where n.resolved_at is null
        and n.instance_key = any(${bigints(keys)}) order by n.key`;
    case 'work':
      return Prisma.sql`select j.key::text as key from job j where j.ended_at is null and j.kind = 'worker'
        and j.instance_key = any(${bigints(keys)}) order by j.key`;
    case 'timer':
      return Prisma.sql`select j.key::text as key from job j where j.ended_at is null and j.kind = 'timer'
        and j.instance_key = any(${bigints(keys)}) order by j.key`;
    case 'due':
      return Prisma.sql`select j.key::text as key from job j where j.ended_at is null
        and j.kind in ('timer', 'continuation', 'signal') and j.instance_key = any(${bigints(keys)}) order by j.key`;
    case 'task':
      return Prisma.sql`select t.key::text as key from user_task t where t.ended_at is null
        and t.instance_key = any(${bigints(keys)}) order by t.key`;
    case 'job':
      return Prisma.sql`select j.key::text as key from job j where j.ended_at is null
        and j.instance_key = any(${bigints(keys)}) order by j.key`;
    case 'held':
      return Prisma.sql`select j.key::text as key from job j where j.ended_at is null and j.kind = 'worker'
        and j.lock_until > now() and j.instance_key = any(${bigints(keys)}) order by j.key`;
    case 'decision':
      return Prisma.sql`select x.key::text as key from decision_instance x where x.instance_key = any(${bigints(keys)})
        order by x.key`;
  }
}

interface TitleRow {
  readonly key: string;
  readonly instanceKey: string | null;
  readonly instance: string | null;
  readonly name: string | null;
  readonly elementId: string | null;
  readonly definitionKey: string | null;
}
const TABLE_OF: Readonly<Record<Exclude<ItemSort, 'instance'>, Prisma.Sql>> = {
  incident: Prisma.sql`incident`,
  decision: Prisma.sql`decision_instance`,
  task: Prisma.sql`user_task`,
  work: Prisma.sql`job`,
  timer: Prisma.sql`job`,
  due: Prisma.sql`job`,
  job: Prisma.sql`job`,
  held: Prisma.sql`job`,
};

/** An item that is no instance itself is called by its instance and by what it is at there. */
export async function titlesOf(
  database: Database,
  sort: ItemSort,
  keys: readonly string[],
): Promise<readonly ItemTitle[]> {
  if (sort === 'instance')
    return database.$queryRaw<ItemTitle[]>(
      Prisma.sql`select i.key::text as key, i.key::text as "instanceKey",
        coalesce(i.business_key, i.key::text) as title from instance i where i.key = any(${bigints(keys)})`,
    );
  const rows = await database.$queryRaw<TitleRow[]>(Prisma.sql`
    select x.key::text as key, i.key::text as "instanceKey", coalesce(i.business_key, i.key::text) as instance,
      ${sort === 'task' ? Prisma.sql`x.name` : Prisma.sql`null`} as name, x.element_id as "elementId",
      coalesce(i.definition_key, x.definition_key)::text as "definitionKey"
    from ${TABLE_OF[sort]} x left join instance i on i.key = x.instance_key where x.key = any(${bigints(keys)})`);
  return rows.map(({ key, instanceKey, instance, name, elementId, definitionKey }) => {
    const place = name ?? (elementId === null ? null : named(elementId, definitionKey));
    return { key, instanceKey, title: [instance, place].filter((part) => part !== null).join(' · ') };
  });
}
