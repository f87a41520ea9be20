import { Prisma } from '@/lib/db.ts';
import { named } from '@/lib/models/element-words.ts';
import type { OperationCheck } from './contract.ts';
import { leaseCheck } from './checks.ts';
import type { LiveInstance } from './instance-target.ts';
import type { OperationContext } from './operation.ts';
import { grouped } from './grouped.ts';

/** A job that is about to be tried again. */
export interface RetriedJob {
  readonly jobKey: string;
  readonly elementId: string;
  readonly kind: string;
  readonly type: string | null;
  readonly worker: string | null;
  readonly lockUntil: Date | null;
  readonly dueAt: Date | null;
}

/** Newest jobs of the definition among which a success is looked for. */
const RECENT_JOBS = 2_000;
const MAX_NAMED = 5;
const MAX_MESSAGE = 160;
/** Words of a failure that leave open whether the other side has received the request. */
const AMBIGUOUS = /time[d ]?-?\s?out|timeout|reset|refused|socket|hang up|unreachable|EPIPE|ECONN|50[234]\b|gateway/i;
/** Names under which an idempotency key travels: of a header, a property or a variable. */
const IDEMPOTENCY = /idempot|(?:command|request|operation|transaction|payment)_?-?(?:key|id)$/i;

/**
 * The safe-retry checklist: what is known of the attempts so far, and whether another one can do harm. What nobody can
 * know is said as such, for the person to find out before going on.
 */
export async function retryChecks(
  context: OperationContext,
  instance: LiveInstance,
  jobs: readonly RetriedJob[],
): Promise<readonly OperationCheck[]> {
  const [first] = jobs;
  if (first === undefined) return [];
  const [attempts, holders] = [await attemptsOf(context, jobs), jobs.filter((job) => job.worker !== null)];
  const lastFailure = attempts.reduce<Date | null>(
    (latest, each) => (latest === null || each.lastAt > latest ? each.lastAt : latest),
    null,
  );
  const [changes, successes, key] = await Promise.all([
    changesSince(context, instance, lastFailure),
    successesSince(context, instance, first, lastFailure),
    idempotencyKey(context, instance, jobs),
  ]);
  return [
    leaseCheck(holders[0] ?? first),
    attemptsCheck(attempts, jobs.length),
    errorsCheck(attempts),
    outsideCheck(jobs, attempts),
    key,
    changesCheck(changes, lastFailure),
    causeCheck(first, successes, lastFailure),
  ];
}

interface Attempts {
  readonly jobKey: string;
  readonly count: number;
  readonly workers: readonly string[];
  readonly messages: readonly string[];
  readonly lastMessage: string | null;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

function attemptsOf({ database }: OperationContext, jobs: readonly RetriedJob[]): Promise<Attempts[]> {
  return database.$queryRaw<Attempts[]>(Prisma.sql`
    select a.job_key::text as "jobKey", count(*)::int as count,
      coalesce(array_agg(distinct a.worker) filter (where a.worker is not null), '{}') as workers,
      array_agg(distinct left(coalesce(a.error_message, ''), ${MAX_MESSAGE}::int)) as messages,
        (array_agg(a.error_message order by a.key desc))[1] as "lastMessage",
      min(a.failed_at) as "firstAt", max(a.failed_at) as "lastAt"
    from job_attempt a where a.job_key = any(${jobs.map(({ jobKey }) => jobKey)}::text[]::bigint[])
      group by a.job_key`);
}

function attemptsCheck(attempts: readonly Attempts[], jobs: number): OperationCheck {
  const name = 'Attempts so far';
  const count = attempts.reduce((sum, each) => sum + each.count, 0);
  if (count === 0) return { name, result: 'passed', evidence: 'None has failed.' };
  const workers = [...new Set(attempts.flatMap((each) => each.workers))];
  const [from, to] = [
    Math.min(...attempts.map((each) => each.firstAt.getTime())),
    Math.max(...attempts.map((each) => each.lastAt.getTime())),
  ];
  const when =
    from === to
      ? `at ${new Date(to).toISOString()}`
      : `from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}`;
  return {
    name,
    result: 'passed',
    evidence: `${grouped(count)} failed${jobs > 1 ? ` of ${jobs} jobs` : ''}, ${when}${workers.length === 0 ? '' : `, by ${workers.slice(0, MAX_NAMED).join(', ')}`}.`,
  };
}

function errorsCheck(attempts: readonly Attempts[]): OperationCheck {
  const name = 'Errors of the attempts';
  const messages = [...new Set(attempts.flatMap((each) => each.messages))].filter((message) => message !== '');
  const [only] = messages;
  if (only === undefined) return { name, result: 'unknown', evidence: 'No message was kept.' };
  if (messages.length > 1)
    return {
      name,
      result: 'look',
      evidence: `${messages.length} different ones: ${messages.slice(0, MAX_NAMED).join(' · ')}`,
    };
  const count = attempts.reduce((sum, each) => sum + each.count, 0);
  return {
    name,
    result: count > 1 ? 'look' : 'passed',
    evidence: count > 1 ? `The same each time, so it will not go away by itself: ${only}` : only,
  };
}

/** Work reaches out; the engine's own steps are undone with each failure, except for code that called somebody. */
function outsideCheck(jobs: readonly RetriedJob[], attempts: readonly Attempts[]): OperationCheck {
  const name = 'Outside effects so far';
  const tried = new Set(attempts.map(({ jobKey }) => jobKey));
  const work = jobs.filter((job) => job.kind === 'worker' && tried.has(job.jobKey));
  if (tried.size === 0) return { name, result: 'passed', evidence: 'Nothing was tried yet.' };
  if (work.length === 0)
    return {
      name,
      result: 'look',
      evidence: 'The engine took its own steps back. What code of the model called outside is not taken back.',
    };
  const ambiguous = attempts.find((each) => each.lastMessage !== null && AMBIGUOUS.test(each.lastMessage));
  const topics = [...new Set(work.map((job) => job.type ?? job.elementId))].slice(0, MAX_NAMED).join(', ');
  return ambiguous === undefined
    ? {
        name,
        result: 'look',
        evidence: `Workers of ${topics} may have reached out before they failed. Check the other side.`,
      }
    : {
        name,
        result: 'unknown',
        evidence: `The last answer of ${topics} does not say whether the request was received: ${(ambiguous.lastMessage ?? '').slice(0, MAX_MESSAGE)}`,
      };
}

async function idempotencyKey(
  { database, engine }: OperationContext,
  instance: LiveInstance,
  jobs: readonly RetriedJob[],
): Promise<OperationCheck> {
  const name = 'Idempotency key';
  const variables = await database.$queryRaw<{ name: string; text: string | null }[]>(Prisma.sql`
    select v.name, left(v.text, 80) as text from variable v where v.instance_key = ${instance.key}::bigint
      and v.removed_at is null and v.ended_at is null and v.type not in ('Bytes', 'File', 'Object')
      order by v.name, v.key`);
  const graph = (await engine.definition({ key: instance.definitionKey }))?.graph;
  for (const { elementId } of jobs) {
    const element = graph?.elements.get(elementId);
    const headers = {
      ...element?.properties,
      ...(element !== undefined && 'work' in element ? element.work?.headers : undefined),
    };
    const [header] = Object.entries(headers).filter(([key]) => IDEMPOTENCY.test(key));
    if (header === undefined) continue;
    const held = variables.find((variable) => variable.name === header[1].replace(/^[=$#{\s]+|[}\s]+$/g, ''));
    return held === undefined
      ? { name, result: 'passed', evidence: `${named(elementId)} says ${header[0]}: ${header[1]}.` }
      : { name, result: 'passed', evidence: `${header[0]} is ${held.name} = ${held.text ?? 'null'}.` };
  }
  const found = variables.find((variable) => IDEMPOTENCY.test(variable.name) && variable.text !== null);
  return found === undefined
    ? {
        name,
        result: 'unknown',
        evidence: `No header, property or variable names one${instance.businessKey === null ? '' : `; the business key is ${instance.businessKey}`}. A second request may count twice.`,
      }
    : {
        name,
        result: 'look',
        evidence: `${found.name} = ${found.text ?? ''} may be it: the name says so, the model does not.`,
      };
}

interface Change {
  readonly name: string;
  readonly by: string | null;
}

function changesSince({ database }: OperationContext, instance: LiveInstance, since: Date | null): Promise<Change[]> {
  if (since === null) return Promise.resolve([]);
  return database.$queryRaw<Change[]>(Prisma.sql`
    select v.name, coalesce(v.written_by, (select a.actor_name from audit_entry a where a.instance_key = v.instance_key
      and a.target_key = v.name and a.operation like 'variable.%' and a.outcome = 'done' order by a.n desc
      limit 1)) as by
    from variable v where v.instance_key = ${instance.key}::bigint
      and greatest(v.updated_at, v.removed_at) > ${since}::timestamptz
      order by greatest(v.updated_at, v.removed_at) desc limit ${MAX_NAMED + 1}::int`);
}

function changesCheck(changes: readonly Change[], since: Date | null): OperationCheck {
  const name = 'Variables changed since the failure';
  if (since === null) return { name, result: 'passed', evidence: 'There was no failure yet.' };
  if (changes.length === 0)
    return { name, result: 'look', evidence: `None since ${since.toISOString()}: if the data was wrong, it still is.` };
  return {
    name,
    result: 'passed',
    evidence: `${changes
      .slice(0, MAX_NAMED)
      .map(({ name: variable, by }) => (by === null ? variable : `${variable} by ${by}`))
      .join(', ')}${changes.length > MAX_NAMED ? ' and more' : ''}.`,
  };
}

interface Successes {
  readonly count: number;
  readonly lastAt: Date | null;
}

/** The same step of other instances: whether it works again for them. */
async function successesSince(
  { database }: OperationContext,
  instance: LiveInstance,
  job: RetriedJob,
  since: Date | null,
): Promise<Successes> {
  if (since === null) return { count: 0, lastAt: null };
  const [row] = await database.$queryRaw<Successes[]>(Prisma.sql`
    select count(*)::int as count, max(j.ended_at) as "lastAt" from (
      select element_id, outcome, ended_at from job where definition_key = ${instance.definitionKey}::bigint
        order by key desc limit ${RECENT_JOBS}::int
    ) j where j.element_id = ${job.elementId} and j.ended_at > ${since}::timestamptz and j.outcome = 'completed'`);
  return row ?? { count: 0, lastAt: null };
}

function causeCheck({ elementId }: RetriedJob, { count, lastAt }: Successes, since: Date | null): OperationCheck {
  const name = 'Cause looks fixed';
  if (since === null) return { name, result: 'passed', evidence: 'Nothing has failed.' };
  return count > 0
    ? {
        name,
        result: 'passed',
        evidence: `${named(elementId)} succeeded ${grouped(count)} ${count === 1 ? 'time' : 'times'} since, last at ${lastAt?.toISOString() ?? ''}.`,
      }
    : { name, result: 'unknown', evidence: `No other instance has passed ${named(elementId)} since.` };
}
