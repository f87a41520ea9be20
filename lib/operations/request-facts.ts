import { type Database, Prisma } from '@/lib/db.ts';
import type { OperationName, OperationParameters } from './contract.ts';
import type { Chosen, Plan, Target } from './operation.ts';
import type { RequestFacts } from './rest-calls.ts';

/** What a request over the APIs depends on beside the parameters. */
export async function requestFacts<N extends OperationName>(
  database: Database,
  name: N,
  parameters: OperationParameters<N>,
  { target, chosen = NOTHING }: Pick<Plan, 'target' | 'chosen'>,
): Promise<RequestFacts> {
  const place = await placeOf(database, target);
  return {
    ...place,
    definitionKey: target.definitionKey,
    active:
      name === 'instance.modify' && place.dialect === 'camunda8' ? await activeIn(database, target.instanceKey) : [],
    chosen,
    work: isBatch(name, parameters) ? await workOf(database, parameters, chosen.keys) : NO_WORK,
  };
}

async function placeOf(
  database: Database,
  { kind, key, definitionKey }: Target,
): Promise<Pick<RequestFacts, 'dialect' | 'jobKey' | 'isWork'>> {
  const isJob = kind === 'job' && /^\d{1,18}$/.test(key);
  const isIncident = kind === 'incident' && /^\d{1,18}$/.test(key);
  const jobKey = isJob
    ? Prisma.sql`${key}::bigint`
    : isIncident
      ? Prisma.sql`(select n.job_key from incident n where n.key = ${key}::bigint)`
      : Prisma.sql`null::bigint`;
  const [row] = await database.$queryRaw<
    { dialect: RequestFacts['dialect']; jobKey: string | null; kind: string | null }[]
  >(Prisma.sql`
    select (select d.dialect from definition d where d.key = ${definitionKey}::bigint) as dialect,
      j.key::text as "jobKey", j.kind from (select ${jobKey} as key) w left join job j on j.key = w.key`);
  return { dialect: row?.dialect ?? null, jobKey: row?.jobKey ?? null, isWork: row?.kind === 'worker' };
}

function activeIn(database: Database, instanceKey: string | null): Promise<RequestFacts['active'][number][]> {
  return database.$queryRaw(Prisma.sql`
    select e.key::text as key, e.element_id as "elementId", e.kind = 'multiInstanceBody' as "isBody"
    from element_instance e where e.instance_key = ${instanceKey}::bigint and e.ended_at is null order by e.key`);
}

type Batch = OperationParameters<'batch.create'>;

function isBatch(name: OperationName, parameters: object): parameters is Batch {
  return name === 'batch.create' && 'selection' in parameters;
}

const NOTHING: Chosen = { keys: [], isByFilter: false };
const NO_WORK: RequestFacts['work'] = { jobIds: [], externalTaskIds: [], hasOthers: false };
/** One more than a request tells. */
const MOST_WORK = 1_001;

/** What would get attempts: of what failed, or all work of workers. */
async function workOf(
  database: Database,
  { selection: { of }, action }: Batch,
  keys: readonly string[],
): Promise<RequestFacts['work']> {
  if (action.kind !== 'retry' && action.kind !== 'setRetries') return NO_WORK;
  const chosen = Prisma.sql`${[...keys]}::text[]::bigint[]`;
  const among = of === 'jobs' ? Prisma.sql`j.key = any(${chosen})` : Prisma.sql`j.instance_key = any(${chosen})`;
  const failed =
    of === 'jobs'
      ? among
      : of === 'incidents'
        ? Prisma.sql`n.key = any(${chosen})`
        : Prisma.sql`n.instance_key = any(${chosen})`;
  const rows = await database.$queryRaw<{ key: string | null; kind: string | null }[]>(
    action.kind === 'setRetries'
      ? Prisma.sql`select j.key::text as key, j.kind from job j
          where j.ended_at is null and j.kind = 'worker' and ${among} order by j.key limit ${MOST_WORK}::int`
      : Prisma.sql`select j.key::text as key, j.kind
          from incident n left join job j on j.key = n.job_key
          where n.resolved_at is null and ${failed}
          order by n.key limit ${MOST_WORK}::int`,
  );
  const keysOf = (isWork: boolean) =>
    rows.flatMap(({ key, kind }) => (key !== null && (kind === 'worker') === isWork ? [key] : []));
  return {
    jobIds: keysOf(false),
    externalTaskIds: keysOf(true),
    hasOthers: rows.some(({ key }) => key === null),
  };
}
