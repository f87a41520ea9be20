import { type ActionName, undoOf } from '@/lib/auth/policy.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import type { ModificationStep, Operations, ValueFacts } from './contract.ts';
import { findVariable } from './variable-target.ts';

/** What takes an entry back: parameters for the ordinary operation, or why there is nothing that could. */
export type Undo = { readonly kind: 'undo'; readonly parameters: unknown } | { readonly kind: 'impossible'; readonly because: string };

interface Entry {
  readonly n: string; readonly at: Date; readonly operation: string; readonly outcome: string; readonly targetKey: string | null; readonly instanceKey: string | null;
  readonly before: Fields | null; readonly after: Fields | null; readonly undoneBy: string | null;
}
type Fields = Readonly<Record<string, unknown>>;

/**
 * Finds the inverse of what an entry records, from its before and after, and checks that what it left is still there. The
 * ordinary operation then runs with its own permission, class and entry.
 */
export async function findUndo(database: Database, n: number, operation: ActionName): Promise<Undo> {
  const [entry] = await database.$queryRaw<Entry[]>(Prisma.sql`
    select a.n::text as n, a.at, a.operation, a.outcome, a.target_key as "targetKey", a.instance_key::text as "instanceKey", a.before, a.after,
      (select u.n::text from audit_entry u where u.undoes = a.n and u.outcome = 'done' limit 1) as "undoneBy"
    from audit_entry a where a.n = ${n}::bigint`);
  if (entry === undefined) return impossible('There is no such entry.');
  if (undoOf(entry.operation) !== operation) return impossible('What this entry records cannot be taken back.');
  if (entry.outcome !== 'done') return impossible('Nothing was done, so there is nothing to take back.');
  if (entry.undoneBy !== null) return impossible(`It was taken back already, by entry #${entry.undoneBy}.`);
  const find = FINDERS[entry.operation];
  return find === undefined ? impossible('What this entry records cannot be taken back.') : find(database, entry);
}

const FINDERS: Readonly<Record<string, (database: Database, entry: Entry) => Promise<Undo>>> = {
  'variable.set': undoOfSet, 'variable.add': undoOfAdd, 'variable.remove': undoOfRemove,
  'instance.suspend': undoOfSuspension, 'instance.resume': undoOfSuspension, 'instance.modify': undoOfMove,
  'task.claim': undoOfAssignment, 'task.assign': undoOfAssignment,
  'task.set-dates': undoOfTaskFields, 'task.set-priority': undoOfTaskFields, 'task.set-candidates': undoOfTaskFields, 'message.mark': undoOfMark,
  'job.set-due-date': undoOfJob, 'job.set-priority': undoOfJob,
  'incident.acknowledge': undoOfTriage, 'incident.assign': undoOfTriage, 'incident.snooze': undoOfTriage, 'incident.link-ticket': undoOfTriage,
};

function undo<N extends ActionName>(_operation: N, parameters: Operations[N]): Undo { return { kind: 'undo', parameters }; }
function impossible(because: string): Undo { return { kind: 'impossible', because }; }
const NOT_KEPT = 'The entry does not say exactly enough what was there before.';

/** The former value is read from the variable's history, which has all of it. */
async function undoOfSet(database: Database, { before, after, targetKey, instanceKey }: Entry): Promise<Undo> {
  const place = placeOf(after, targetKey, instanceKey);
  const [was, is] = [numberOf(before?.revision), numberOf(after?.revision)];
  if (place === null || was === null || is === null) return impossible(NOT_KEPT);
  const current = await findVariable(database, place);
  if (current === null) return impossible('The variable is not there any more.');
  if (current.revision !== is) return impossible(`It was written again since: revision ${current.revision}, the entry left ${is}.`);
  const [former] = await database.$queryRaw<{ type: string; text: string | null; info: ValueFacts | null }[]>(Prisma.sql`
    select h.type, h.text, h.info from variable_history h where h.variable_key = ${current.key}::bigint and h.revision = ${was}::int`);
  if (former === undefined) return impossible('The former value is not kept in the history.');
  return undo('variable.set', { ...place, ...formerValue(former), expectedRevision: is });
}

async function undoOfAdd(database: Database, { after, targetKey, instanceKey }: Entry): Promise<Undo> {
  const place = placeOf(after, targetKey, instanceKey);
  const is = numberOf(after?.revision);
  if (place === null || is === null) return impossible(NOT_KEPT);
  const current = await findVariable(database, place);
  if (current === null) return impossible('The variable is not there any more.');
  return current.revision === is ? undo('variable.remove', { ...place, expectedRevision: is }) : impossible('It was written again since it was added.');
}

async function undoOfRemove(database: Database, { before, targetKey, instanceKey }: Entry): Promise<Undo> {
  const place = placeOf(before, targetKey, instanceKey);
  const was = numberOf(before?.revision);
  if (place === null || was === null) return impossible(NOT_KEPT);
  if (await findVariable(database, place) !== null) return impossible('There is a variable of that name again.');
  const [removed] = await database.$queryRaw<{ type: string; text: string | null; info: ValueFacts | null }[]>(Prisma.sql`
    select v.type, v.text, v.info from variable v where v.instance_key = ${place.instanceKey}::bigint and v.name = ${place.name} and v.scope_key = ${place.scopeKey}::bigint
      and v.revision = ${was}::int and v.removed_at is not null order by v.removed_at desc limit 1`);
  return removed === undefined ? impossible('The removed value is not kept.') : undo('variable.add', { ...place, ...formerValue(removed) });
}

function formerValue({ type, text, info }: { readonly type: string; readonly text: string | null; readonly info: ValueFacts | null }) {
  return { type, text, ...(info === null ? {} : { info }) };
}

function placeOf(fields: Fields | null, name: string | null, instanceKey: string | null): { instanceKey: string; scopeKey: string; name: string } | null {
  const scopeKey = fields?.scopeKey;
  return name === null || instanceKey === null || typeof scopeKey !== 'string' ? null : { instanceKey, scopeKey, name };
}

async function undoOfSuspension(database: Database, { operation, instanceKey, n }: Entry): Promise<Undo> {
  if (instanceKey === null) return impossible(NOT_KEPT);
  const [row] = await database.$queryRaw<{ isSuspended: boolean; isEnded: boolean; later: string | null }[]>(Prisma.sql`
    select i.is_suspended as "isSuspended", i.ended_at is not null as "isEnded",
      (select min(a.n)::text from audit_entry a where a.instance_key = i.key and a.n > ${n}::bigint and a.outcome = 'done' and a.operation in ('instance.suspend', 'instance.resume')) as later
    from instance i where i.key = ${instanceKey}::bigint`);
  if (row === undefined || row.isEnded) return impossible('The instance has ended.');
  if (row.later !== null) return impossible(`It was suspended or resumed since, by entry #${row.later}.`);
  if (row.isSuspended !== (operation === 'instance.suspend')) return impossible('Its state was changed since.');
  return operation === 'instance.suspend' ? undo('instance.resume', { instanceKey }) : undo('instance.suspend', { instanceKey });
}

async function undoOfAssignment(database: Database, { operation, before, after, targetKey }: Entry): Promise<Undo> {
  const [was, is] = [before?.assignee ?? null, after?.assignee ?? null];
  if (targetKey === null || (was !== null && typeof was !== 'string')) return impossible(NOT_KEPT);
  const [task] = await database.$queryRaw<{ assignee: string | null; isEnded: boolean }[]>(Prisma.sql`
    select t.assignee, t.ended_at is not null as "isEnded" from user_task t where t.key = ${targetKey}::bigint`);
  if (task === undefined || task.isEnded) return impossible('The task was completed or cancelled.');
  if (task.assignee !== is) return impossible(`${task.assignee ?? 'Nobody'} has it now: it was given on since.`);
  if (operation === 'task.assign') return undo('task.assign', { taskKey: targetKey, assignee: was });
  return undo('task.claim', is === null ? { taskKey: targetKey } : { taskKey: targetKey, release: true });
}

interface TaskFields { readonly dueAt: Date | null; readonly followUpAt: Date | null; readonly priority: number; readonly users: readonly string[]; readonly groups: readonly string[]; readonly isEnded: boolean }

async function undoOfTaskFields(database: Database, { operation, before, after, targetKey: taskKey }: Entry): Promise<Undo> {
  if (taskKey === null || before === null) return impossible(NOT_KEPT);
  const [task] = await database.$queryRaw<TaskFields[]>(Prisma.sql`
    select t.due_at as "dueAt", t.follow_up_at as "followUpAt", t.priority, t.candidate_users as users, t.candidate_groups as groups, t.ended_at is not null as "isEnded" from user_task t where t.key = ${taskKey}::bigint`);
  if (task === undefined || task.isEnded) return impossible('The task was completed or cancelled.');
  const now: Fields = { ...task, dueAt: task.dueAt?.toISOString() ?? null, followUpAt: task.followUpAt?.toISOString() ?? null };
  if (Object.entries(after ?? {}).some(([field, value]) => JSON.stringify(now[field]) !== JSON.stringify(value))) return impossible('Somebody has changed it since.');
  const { dueAt = null, followUpAt = null, priority, users, groups } = before;
  if (operation === 'task.set-dates' && isTextOrNull(dueAt) && isTextOrNull(followUpAt)) return undo('task.set-dates', { taskKey, dueAt, followUpAt });
  if (operation === 'task.set-priority' && typeof priority === 'number') return undo('task.set-priority', { taskKey, priority });
  return operation === 'task.set-candidates' && areTexts(users) && areTexts(groups) ? undo('task.set-candidates', { taskKey, users, groups }) : impossible(NOT_KEPT);
}
const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string';
const areTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every((each) => typeof each === 'string');

async function undoOfMark(database: Database, { before, after, targetKey: messageKey }: Entry): Promise<Undo> {
  if (messageKey === null) return impossible(NOT_KEPT);
  const [message] = await database.$queryRaw<{ state: string }[]>(Prisma.sql`select state from early_message where key = ${messageKey}::bigint`);
  if (message === undefined) return impossible('The message is not kept any more.');
  if (message.state !== after?.state) return impossible('Somebody has changed it since.');
  const was = before?.state;
  return was === 'waiting' || was === 'late' || was === 'duplicate' ? undo('message.mark', { messageKey, mark: was }) : impossible(NOT_KEPT);
}

async function undoOfJob(database: Database, { operation, before, after, targetKey }: Entry): Promise<Undo> {
  if (targetKey === null) return impossible(NOT_KEPT);
  const [job] = await database.$queryRaw<{ priority: number; dueAt: Date | null; isEnded: boolean }[]>(Prisma.sql`
    select j.priority::float8 as priority, j.due_at as "dueAt", j.ended_at is not null as "isEnded" from job j where j.key = ${targetKey}::bigint`);
  if (job === undefined || job.isEnded) return impossible('The job has run or was cancelled.');
  if (operation === 'job.set-priority') {
    const was = numberOf(before?.priority);
    if (was === null) return impossible(NOT_KEPT);
    return job.priority === after?.priority ? undo('job.set-priority', { jobKey: targetKey, priority: was }) : impossible(`Its priority was changed since, to ${job.priority}.`);
  }
  const was = before?.dueAt ?? null;
  if (was !== null && typeof was !== 'string') return impossible(NOT_KEPT);
  const is = job.dueAt?.toISOString() ?? null;
  return is === (after?.dueAt ?? null) ? undo('job.set-due-date', { jobKey: targetKey, dueAt: was }) : impossible(`Its due date was changed since, to ${is ?? 'none'}.`);
}

interface TriageState { readonly owner: string | null; readonly acknowledgedBy: string | null; readonly snoozedUntil: Date | null; readonly ticket: string | null }

async function undoOfTriage(database: Database, { operation, before, after, targetKey: incidentKey }: Entry): Promise<Undo> {
  if (incidentKey === null) return impossible(NOT_KEPT);
  const [now] = await database.$queryRaw<TriageState[]>(Prisma.sql`
    select t.owner, t.acknowledged_by as "acknowledgedBy", t.snoozed_until as "snoozedUntil", t.ticket from incident n
    join definition d on d.key = n.definition_key join incident_triage t on t.fingerprint = n.fingerprint and t.process_id = d.process_id and t.element_id = n.element_id
    where n.key = ${incidentKey}::bigint`);
  if (now === undefined) return impossible('The incidents are not there any more.');
  const state: Fields = { ...now, snoozedUntil: now.snoozedUntil?.toISOString() ?? null };
  const [field] = Object.keys(after ?? {});
  if (field === undefined || state[field] !== after?.[field]) return impossible('Somebody has changed it since.');
  const was = before?.[field] ?? null;
  if (was !== null && typeof was !== 'string') return impossible(NOT_KEPT);
  switch (operation) {
    case 'incident.assign': return undo('incident.assign', { incidentKey, owner: was });
    case 'incident.snooze': return undo('incident.snooze', { incidentKey, until: was });
    case 'incident.link-ticket': return undo('incident.link-ticket', { incidentKey, ticket: was });
    default: return was === null ? undo('incident.acknowledge', { incidentKey, isAcknowledged: false }) : impossible('Somebody else had acknowledged it before.');
  }
}

interface Moved { readonly key: string; readonly elementId: string; readonly kind: string; readonly isStarted: boolean; readonly isAlive: boolean; readonly hasInner: boolean; readonly hasWorked: boolean; readonly isRepeated: boolean }
/** An entry is stamped at most so long after the change that it records. */
const STAMP_MS = 2_000;

/** A move goes back as long as the tokens that it made stand where they were put, and nobody has touched what waits there. */
async function undoOfMove(database: Database, { n, at, instanceKey }: Entry): Promise<Undo> {
  if (instanceKey === null) return impossible(NOT_KEPT);
  const rows = await movedAt(database, instanceKey, at, n);
  const started = rows.filter((row) => row.isStarted && !row.hasInner);
  const ended = rows.filter((row) => !row.isStarted && !row.hasInner);
  if (started.length === 0 || ended.length === 0) return impossible('It did not move a token: it only started or only cancelled, and cancelled work does not come back.');
  if (rows.some((row) => row.isRepeated)) return impossible('Runs of a multi-instance were part of it; move them by hand.');
  const gone = started.find((row) => !row.isAlive);
  if (gone !== undefined) return impossible(`The token at ${gone.elementId} has gone on since.`);
  const worked = started.find((row) => row.hasWorked);
  if (worked !== undefined) return impossible(`Somebody has begun with ${worked.elementId} since.`);
  const steps: readonly ModificationStep[] = [
    ...ended.map((row): ModificationStep => ({ kind: 'startBefore', elementId: row.elementId })),
    ...started.map((row): ModificationStep => ({ kind: 'cancel', elementInstanceKey: row.key, elementId: row.elementId })),
  ];
  return undo('instance.modify', { instanceKey, steps });
}

/** What began and what was cancelled in the last moment before the entry's own: all of one command share a moment. */
function movedAt(database: Database, instanceKey: string, at: Date, n: string): Promise<Moved[]> {
  return database.$queryRaw<Moved[]>(Prisma.sql`
    with own as (
      select e.* from element_instance e where e.instance_key = ${instanceKey}::bigint
    ), moment as (
      select max(greatest(case when started_at <= ${at}::timestamptz then started_at end, case when ended_at <= ${at}::timestamptz then ended_at end)) as at from own
    )
    select e.key::text as key, e.element_id as "elementId", e.kind, e.started_at = m.at as "isStarted", e.ended_at is null as "isAlive", e.index is not null or e.kind = 'multiInstanceBody' as "isRepeated",
      exists (select 1 from own i where i.scope_key = e.key and (i.started_at = m.at or i.ended_at = m.at)) as "hasInner",
      exists (select 1 from job j where j.instance_key = e.instance_key and j.element_instance_key = e.key and (j.worker is not null or exists (select 1 from job_attempt a where a.job_key = j.key)))
        or exists (select 1 from audit_entry a where a.instance_key = e.instance_key and a.n > ${n}::bigint and a.element_id = e.element_id and a.outcome = 'done') as "hasWorked"
    from own e, moment m
    where m.at > ${at}::timestamptz - ${STAMP_MS}::int * interval '1 millisecond' and ((e.started_at = m.at and (e.ended_at is distinct from m.at)) or (e.ended_at = m.at and e.outcome = 'terminated' and e.started_at <> m.at))
    order by e.key`);
}

function numberOf(value: unknown): number | null { return typeof value === 'number' ? value : null; }
