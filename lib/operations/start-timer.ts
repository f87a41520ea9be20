import { ACTIONS, type ActionName } from '@/lib/auth/policy.ts';
import type { AuditRecord, Command, Executed, Rejection } from '@/engine/index.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import { named } from '@/lib/models/element-words.ts';
import type { OperationCheck } from './contract.ts';
import { definitionTarget, findVersion, type VersionTarget, versionTitle } from './definition-target.ts';
import { done, NOT_FOUND, type NotFound, type OperationContext, type Plan } from './operation.ts';

/**
 * A timer that starts instances of a version, or a signal that was thrown asynchronously and starts one; it belongs to
 * no instance itself.
 */
export interface StartTimer {
  readonly key: string;
  readonly kind: 'timer' | 'signal';
  readonly definitionKey: string;
  readonly elementId: string;
  readonly dueAt: Date | null;
  readonly repeat: string | null;
  readonly retries: number | null;
  readonly priority: number;
  readonly isSuspended: boolean;
  readonly isEnded: boolean;
  readonly isDefinitionSuspended: boolean;
}

export interface StartTimerChange {
  readonly command: Command;
  readonly riskBecause: string;
  readonly effects: readonly string[];
  readonly checks?: readonly OperationCheck[];
  readonly before: unknown;
  readonly after: unknown;
  readonly message: string;
  /** What is done before the command, with an entry of its own. */
  readonly first?: (audit: AuditRecord) => Promise<Executed | Rejection>;
}

/** null: the job is something else, and belongs to an instance. */
export async function planStartTimer(
  context: OperationContext,
  name: ActionName,
  jobKey: string,
  changeOf: (timer: StartTimer, title: string) => StartTimerChange,
): Promise<Plan | NotFound | null> {
  const [timer] = await context.database.$queryRaw<StartTimer[]>(Prisma.sql`
    select j.key::text as key, j.kind, j.definition_key::text as "definitionKey", j.element_id as "elementId",
      j.due_at as "dueAt", j.repeat, j.retries, j.priority::float8 as priority, j.is_suspended as "isSuspended",
      j.ended_at is not null as "isEnded", d.is_suspended as "isDefinitionSuspended"
    from job j join definition d on d.key = j.definition_key where j.key = ${jobKey}::bigint and j.tree_key is null
      and j.kind in ('timer', 'signal')`);
  if (timer === undefined) return null;
  const version = await findVersion(context, timer.definitionKey);
  if (version === null) return NOT_FOUND;
  const title = titleOf(timer, version);
  const change = changeOf(timer, title);
  return {
    target: { ...definitionTarget(version), kind: 'job', key: jobKey, elementId: timer.elementId },
    risk: ACTIONS[name].risk,
    riskBecause: change.riskBecause,
    confirmation: null,
    effects: change.effects,
    checks: [openCheck(timer), ...(change.checks ?? [])],
    before: change.before,
    after: change.after,
    version: null,
    run: async ({ audit }) => {
      const first = await change.first?.(audit);
      if (first?.kind === 'rejection') return first;
      const executed = await context.engine.execute(change.command, { audit });
      if (executed.kind === 'rejection') return executed;
      const { failure, instanceKey = null } = executed.result;
      const message = failure === undefined ? change.message : `${title} has failed: ${failure}`;
      return { ...done(message, executed, instanceKey), version: null };
    },
  };
}

export async function isOpenStartJob(database: Database, jobKey: string): Promise<boolean> {
  const rows = await database.$queryRaw<unknown[]>(Prisma.sql`
    select 1 from job j where j.key = ${jobKey}::bigint and j.tree_key is null and j.ended_at is null`);
  return rows.length > 0;
}

function titleOf({ elementId, kind }: StartTimer, version: VersionTarget): string {
  return `The start ${kind} ${named(elementId)} of ${versionTitle(version)}`;
}

function openCheck({ kind, isEnded }: StartTimer): OperationCheck {
  const name = kind === 'timer' ? 'Timer waits' : 'Signal waits';
  return isEnded
    ? { name, result: 'blocked', evidence: 'It has fired or was replaced.' }
    : { name, result: 'passed', evidence: 'It does.' };
}

/** While the version is suspended nothing is started in it. */
export function versionRunsCheck({ isDefinitionSuspended }: StartTimer, result: 'look' | 'blocked'): OperationCheck {
  const name = 'Its version runs';
  return isDefinitionSuspended
    ? { name, result, evidence: 'The version is suspended: it starts nothing until it is resumed.' }
    : { name, result: 'passed', evidence: 'It does.' };
}
