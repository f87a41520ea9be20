import type { AuditRecord, Engine, Executed, Rejection } from '@/engine/index.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import type { OperationCheck } from './contract.ts';
import type { RetriedJob } from './retry-checks.ts';

/** An open incident with what a retry has to know of its job. */
export interface OpenIncident {
  readonly key: string;
  /** null, as the tree: of a job of a start event. */
  readonly instanceKey: string | null;
  readonly treeKey: string | null;
  readonly elementId: string;
  readonly type: string;
  readonly message: string;
  readonly isOpen: boolean;
  readonly jobKey: string | null;
  /** worker, continuation or timer. */
  readonly jobKind: string | null;
  readonly jobType: string | null;
  readonly retries: number | null;
  readonly worker: string | null;
  readonly lockUntil: Date | null;
  readonly dueAt: Date | null;
}

export function findIncidents(database: Database, where: Prisma.Sql, limit: number): Promise<OpenIncident[]> {
  return database.$queryRaw<OpenIncident[]>(Prisma.sql`
    select n.key::text as key, n.instance_key::text as "instanceKey", n.tree_key::text as "treeKey",
      n.element_id as "elementId", n.type, n.message,
      n.resolved_at is null as "isOpen", n.job_key::text as "jobKey", j.kind as "jobKind", j.type as "jobType",
        j.retries, j.worker, j.lock_until as "lockUntil", j.due_at as "dueAt"
    from incident n left join job j on j.key = n.job_key where ${where} order by n.key limit ${limit}::int`);
}

export function incidentOpenCheck({ isOpen, message }: Pick<OpenIncident, 'isOpen' | 'message'>): OperationCheck {
  const name = 'Incident is open';
  return isOpen
    ? { name, result: 'passed', evidence: message }
    : { name, result: 'blocked', evidence: 'It was resolved in the meantime.' };
}

/** Camunda 7's incidents end as soon as their job has retries again; Camunda 8's are resolved. */
function endsWithRetries(incident: OpenIncident): boolean {
  return incident.type === 'failedJob' || incident.type === 'failedExternalTask';
}

/** `dueAt`: not before this moment. */
export interface Attempt {
  readonly retries: number;
  readonly dueAt?: string;
}

/** The job behind an open incident, as the checklist takes it. */
export function retriedJobs(incidents: readonly OpenIncident[]): readonly RetriedJob[] {
  return incidents.flatMap(({ jobKey, elementId, jobKind, jobType, worker, lockUntil, dueAt }) =>
    jobKey === null ? [] : [{ jobKey, elementId, kind: jobKind ?? 'worker', type: jobType, worker, lockUntil, dueAt }],
  );
}

/**
 * Work is fetched by whoever wants it, whenever that is: only what runs by itself has a moment. A job that failed keeps
 * the one that its retry cycle gave it, so that more retries may have to wait for it.
 */
export function dueDateCheck(
  jobs: readonly { readonly kind: string; readonly dueAt: Date | null }[],
  dueAt: string | undefined,
): readonly OperationCheck[] {
  if (dueAt === undefined) {
    const later = jobs.flatMap(({ kind, dueAt: at }) => (kind === 'worker' || at === null ? [] : [at.getTime()]));
    const last = Math.max(...later);
    return last > Date.now()
      ? [
          {
            name: 'It is due later',
            result: 'passed',
            evidence: `Due at ${new Date(last).toISOString()}, and not tried before.`,
          },
        ]
      : [];
  }
  return jobs.some(({ kind }) => kind === 'worker')
    ? [
        {
          name: 'It has a due date',
          result: 'blocked',
          evidence: 'Work is fetched by its worker; a due date would not hold it back. Leave it out.',
        },
      ]
    : [{ name: 'It has a due date', result: 'passed', evidence: `Not before ${new Date(dueAt).toISOString()}.` }];
}

/** With an entry of its own: it is a change of its own. */
export function setDueDate(
  engine: Engine,
  jobKey: string,
  dueAt: string,
  audit: AuditRecord,
  expectedVersion: number | undefined,
): Promise<Executed | Rejection> {
  return engine.execute(
    { type: 'setJobDueDate', jobKey, dueAt: Date.parse(dueAt) },
    {
      audit: {
        ...audit,
        operation: 'job.set-due-date',
        targetKind: 'job',
        targetKey: jobKey,
        before: null,
        after: { dueAt: new Date(dueAt).toISOString() },
      },
      expectedVersion,
    },
  );
}

/**
 * Tries again what the incident stopped. Camunda 8's job needs retries first: two commands, each with an entry of its
 * own, since each changes something in its own transaction.
 */
export async function retryIncident(
  engine: Engine,
  incident: OpenIncident,
  { retries, dueAt }: Attempt,
  audit: AuditRecord,
  expectedVersion: number | undefined,
): Promise<Executed | Rejection> {
  if (incident.jobKey !== null && dueAt !== undefined) {
    const moved = await setDueDate(engine, incident.jobKey, dueAt, audit, expectedVersion);
    return moved.kind === 'rejection' ? moved : retryIncident(engine, incident, { retries }, audit, undefined);
  }
  if (incident.jobKey !== null && endsWithRetries(incident)) {
    return engine.execute({ type: 'setJobRetries', jobKey: incident.jobKey, retries }, { audit, expectedVersion });
  }
  if (incident.jobKey === null || (incident.retries ?? 1) > 0) {
    return engine.execute({ type: 'resolveIncident', incidentKey: incident.key }, { audit, expectedVersion });
  }
  const first = await engine.execute(
    { type: 'setJobRetries', jobKey: incident.jobKey, retries },
    {
      audit: {
        ...audit,
        operation: 'job.set-retries',
        targetKind: 'job',
        targetKey: incident.jobKey,
        before: { retries: incident.retries },
        after: { retries },
      },
      expectedVersion,
    },
  );
  if (first.kind === 'rejection') return first;
  return engine.execute({ type: 'resolveIncident', incidentKey: incident.key }, { audit });
}
