import { ACTIONS, type ActionName } from '@/lib/auth/policy.ts';
import type { AuditRecord, Command, Executed, Rejection } from '@/engine/index.ts';
import { Prisma } from '@/lib/db.ts';
import { named } from '@/lib/models/element-words.ts';
import { isAliveCheck, leaseCheck } from './checks.ts';
import type { OperationCheck } from './contract.ts';
import { findInstance, type LiveInstance, targetOf, titleOf } from './instance-target.ts';
import { followingJobs } from './told.ts';
import {
  done,
  NOT_FOUND,
  type NotFound,
  type OperationContext,
  type Outcome,
  type Plan,
  type Step,
} from './operation.ts';

export interface JobTarget {
  readonly key: string;
  /** worker, continuation or timer. */
  readonly kind: string;
  readonly instanceKey: string | null;
  readonly elementId: string;
  /** Topic or job type of work. */
  readonly type: string | null;
  readonly retries: number | null;
  readonly priority: number;
  readonly dueAt: Date | null;
  readonly isSuspended: boolean;
  readonly worker: string | null;
  readonly lockUntil: Date | null;
  readonly isEnded: boolean;
}

/** What an operation on one job does, as far as it is its own. */
export interface JobChange {
  /** A command, or what changes something beside the process. */
  readonly command: Command | ((step: Step) => Promise<Outcome>);
  readonly riskBecause: string;
  readonly effects: readonly string[];
  readonly checks?: readonly OperationCheck[];
  /** A command that has to come before it, with an entry of its own. */
  readonly first?: (audit: AuditRecord, expectedVersion: number | undefined) => Promise<Executed | Rejection>;
  /** The job runs again by it: its checks speak of the attempts, and it is followed afterwards. */
  readonly isRetry?: boolean;
  readonly before: unknown;
  readonly state?: unknown;
  readonly after: unknown;
  /** After it was done, with the failure of an attempt. */
  readonly message: (failure: string | undefined) => string;
}

/** The plan of an operation on one job: it lives, its instance lives, and who holds it is said. */
export async function planJob(
  context: OperationContext,
  name: ActionName,
  jobKey: string,
  changeOf: (job: JobTarget, instance: LiveInstance) => JobChange | Promise<JobChange>,
): Promise<Plan | NotFound> {
  const [job] = await context.database.$queryRaw<JobTarget[]>(Prisma.sql`
    select j.key::text as key, j.kind, j.instance_key::text as "instanceKey", j.element_id as "elementId", j.type,
      j.retries, j.priority::float8 as priority, j.due_at as "dueAt",
      j.is_suspended as "isSuspended", j.worker, j.lock_until as "lockUntil", j.ended_at is not null as "isEnded"
    from job j where j.key = ${jobKey}::bigint`);
  const instance = job?.instanceKey == null ? null : await findInstance(context, job.instanceKey);
  if (job === undefined || instance === null) return NOT_FOUND;
  const change = await changeOf(job, instance);
  return {
    target: targetOf(instance, { kind: 'job', key: jobKey, elementId: job.elementId }),
    risk: ACTIONS[name].risk,
    riskBecause: change.riskBecause,
    confirmation: null,
    effects: change.effects,
    checks: [
      isAliveCheck(instance),
      openCheck(job),
      ...(change.isRetry === true ? [] : [leaseCheck(job)]),
      ...(change.checks ?? []),
    ],
    before: change.before,
    ...('state' in change && { state: change.state }),
    after: change.after,
    version: instance.version,
    run: async (step) => {
      if (typeof change.command === 'function') return change.command(step);
      const { expectedVersion } = step;
      const audit = name === 'job.set-retries' ? followingJobs(step.audit, context.person, [jobKey]) : step.audit;
      const before = await change.first?.(audit, expectedVersion);
      if (before?.kind === 'rejection') return before;
      const executed = await context.engine.execute(change.command, {
        audit,
        expectedVersion: before === undefined ? expectedVersion : undefined,
      });
      if (executed.kind === 'rejection') return executed;
      return {
        ...done(change.message(executed.result.failure), executed, instance.key),
        ...(change.isRetry === true && { jobKeys: [jobKey] }),
      };
    },
  };
}

export function jobTitle(job: JobTarget, instance: LiveInstance): string {
  return `${named(job.elementId)} of ${titleOf(instance)}`;
}

function openCheck(job: JobTarget): OperationCheck {
  return job.isEnded
    ? { name: 'Job is open', result: 'blocked', evidence: 'It has ended.' }
    : { name: 'Job is open', result: 'passed', evidence: 'It waits or runs.' };
}

/** Work is for workers; timers and continuations run by themselves. */
export function kindCheck(job: JobTarget, isWork: boolean): OperationCheck {
  const name = isWork ? 'It is work of a worker' : 'It runs by itself';
  return (job.kind === 'worker') === isWork
    ? { name, result: 'passed', evidence: job.type ?? job.kind }
    : {
        name,
        result: 'blocked',
        evidence: isWork
          ? 'Timers and continuations are executed, not completed by hand.'
          : 'Work is done by a worker; complete it by hand instead.',
      };
}
