import { type Database, Prisma } from '@/lib/db.ts';
import { definitionCalls } from './as-request-of-definitions.ts';
import { instanceCalls } from './as-request-of-instances.ts';
import { jobCalls } from './as-request-of-jobs.ts';
import { messageCalls } from './as-request-of-messages.ts';
import { taskCalls } from './as-request-of-tasks.ts';
import type { AsRequest, OperationName, OperationParameters } from './contract.ts';
import type { Target } from './operation.ts';
import type { CallsOf, RequestFacts } from './rest-calls.ts';

/** Those that are not here have endpoints, and it is not told here how they are called. */
const CALLS: CallsOf = { ...instanceCalls, ...jobCalls, ...taskCalls, ...messageCalls, ...definitionCalls };

/** The calls over the APIs that do the same as an operation, without its checks; or why there are none. */
export async function asRequest<N extends OperationName>(
  database: Database,
  name: N,
  parameters: OperationParameters<N>,
  target: Target,
): Promise<AsRequest> {
  const callsOf: CallsOf[N] = CALLS[name];
  if (callsOf === undefined) return { kind: 'untold' };
  const calls = callsOf(parameters, await factsOf(database, target));
  return calls === undefined ? { kind: 'untold' } : calls === null ? { kind: 'none' } : { kind: 'calls', calls };
}

async function factsOf(database: Database, { kind, key, definitionKey }: Target): Promise<RequestFacts> {
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
