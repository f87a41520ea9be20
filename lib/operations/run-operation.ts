import { z } from 'zod';
import type { AuditRecord, Engine, Rejection } from '@/engine/index.ts';
import { recordOfPerson } from '@/lib/auth/record-of-person.ts';
import { authorize, type Denied } from '@/lib/auth/authorize.ts';
import type { Person } from '@/lib/auth/person.ts';
import { ACTIONS, demandsOf } from '@/lib/auth/policy.ts';
import type { Database } from '@/lib/db.ts';
import { issueInWords } from '@/lib/issue-words.ts';
import {
  type AsRequest,
  needsLook,
  type OperationName,
  type OperationPreview,
  type OperationResult,
  type Reason,
} from './contract.ts';
import { rejectionWords, withNames } from '@/lib/models/element-words.ts';
import type { InstanceSelector, Operation, Outcome, Plan, Target } from './operation.ts';
import { asRequest } from './as-request.ts';
import { findUndo } from './audit-undo.ts';
import { changedText, instanceMovedText, stateDifferences, stateOf } from './since-you-looked.ts';
import { asksForCorrection, reasonProblems, reasonSchema } from './reason.ts';
import { OPERATIONS } from './registry.ts';

export interface OperationCaller {
  readonly database: Database;
  readonly engine: Engine;
  readonly person: Person;
  readonly address: string;
  readonly instances: InstanceSelector;
}

export interface Problem {
  readonly path: string;
  readonly message: string;
}
export type Answer =
  | OperationResult
  | OperationPreview
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }
  | { readonly kind: 'denied'; readonly denied: Denied }
  | { readonly kind: 'notFound' | 'conflict' | 'refused'; readonly message: string };

const requestSchema = z.strictObject({
  parameters: z.unknown(),
  expectedState: z.unknown().optional(),
  undoes: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  reason: reasonSchema.default({}),
  expectedVersion: z.number().int().min(0).optional(),
  mode: z.enum(['run', 'check']).default('run'),
});

/**
 * The one way of every operation: permission, parameters, plan, permission here and at this risk, checks, reason,
 * command with its audit record. What is denied or refused on this way is recorded as well.
 */
export async function runOperation<N extends OperationName>(
  name: N,
  body: unknown,
  caller: OperationCaller,
): Promise<Answer> {
  const operation: Operation<N> = OPERATIONS[name];
  const request = requestSchema.safeParse(body);
  if (!request.success) return { kind: 'invalid', problems: problemsOf(request.error, []) };
  const { reason, expectedVersion, expectedState, mode, undoes } = request.data;
  const access = authorize(caller.person, ACTIONS[name].permission, { risk: ACTIONS[name].risk });
  if (!access.isAllowed) return deny(access, auditRecord(name, caller, reason, null), caller, mode);
  const undo = undoes === undefined ? null : await findUndo(caller.database, undoes, name);
  if (undo?.kind === 'impossible')
    return { kind: 'refused', message: await withNames(caller.engine, undo.because, null) };
  const parameters = operation.parameters.safeParse(undo === null ? request.data.parameters : undo.parameters);
  if (!parameters.success) return { kind: 'invalid', problems: problemsOf(parameters.error, ['parameters']) };
  const planned = await operation.plan({ ...caller, access }, parameters.data);
  if ('kind' in planned) return planned;
  // What an undo corrects was declared with the entry that it takes back.
  const plan = await inWords(caller.engine, undoes === undefined ? planned : { ...planned, correction: null });
  const record = {
    ...auditRecord(name, caller, reason, plan),
    ...(undoes !== undefined && { undoes: String(undoes) }),
  };
  const here = authorize(caller.person, ACTIONS[name].permission, {
    ...(!isOfNoProcess(plan.target) && { definition: plan.target.processId }),
    risk: plan.risk,
  });
  if (!here.isAllowed) return deny(here, record, caller, mode);
  if (mode === 'check') return preview(name, plan, await asRequest(caller.database, name, parameters.data, plan));
  const refusal = await refusalOf(plan, { expectedVersion, expectedState }, caller);
  if (refusal !== null) return refuse(refusal, record, caller);
  const problems = await reasonProblems(caller.database, plan, reason);
  if (problems.length > 0) return { kind: 'invalid', problems };
  const unlooked = unlookedRefusal(plan, reason);
  if (unlooked !== null) return refuse(unlooked, record, caller);
  return finish(await plan.run({ audit: record, expectedVersion }), plan, record, caller);
}

/** What people read of a plan, with elements by their names. */
async function inWords(engine: Engine, plan: Plan): Promise<Plan> {
  const { riskBecause, confirmation, effects, checks, problems, sample, target } = plan;
  const read = {
    ...{ riskBecause, confirmation, effects, checks },
    ...(problems !== undefined && { problems }),
    ...(sample !== undefined && { sample }),
  };
  return { ...plan, ...(await withNames(engine, read, target.definitionKey)) };
}

/** A list is seen as far as the person may see it; its views and files say no more. */
function isOfNoProcess({ kind }: Target): boolean {
  return kind === 'view' || kind === 'export';
}

interface Refusal {
  readonly kind: 'conflict' | 'refused';
  readonly message: string;
}

/** What the person saw when deciding. */
interface Seen {
  readonly expectedVersion: number | undefined;
  readonly expectedState: unknown;
}

async function refusalOf(
  plan: Plan,
  { expectedVersion, expectedState }: Seen,
  caller: OperationCaller,
): Promise<Refusal | null> {
  const blocked = plan.checks.filter((check) => check.result === 'blocked');
  // Who changed the very thing, and to what, says more than that the instance moved.
  const changed = blocked.find((check) => check.name === 'Nothing changed since you looked');
  if (changed !== undefined) return { kind: 'conflict', message: changed.evidence };
  const differences = expectedState === undefined ? [] : stateDifferences(expectedState, stateOf(plan));
  if (differences.length > 0)
    return { kind: 'conflict', message: await changedText(caller.database, plan, differences, caller.person.username) };
  if (expectedVersion !== undefined && plan.version !== null && plan.version !== expectedVersion)
    return { kind: 'conflict', message: await instanceMovedText(caller.database, plan, caller.person.username) };
  return blocked.length === 0 ? null : { kind: 'refused', message: blocked.map((check) => check.evidence).join(' ') };
}

/**
 * What a check cannot say by itself somebody has looked at, whoever calls: without a word of it nothing is done. Who has
 * looked at what was open then is told what a check has to say meanwhile.
 */
function unlookedRefusal(plan: Plan, { looked }: Reason): Refusal | null {
  if (!demandsOf(plan.risk).needsReason) return null;
  const unseen = plan.checks.filter((check) => needsLook(check) && looked?.includes(check.name) !== true);
  if (unseen.length === 0) return null;
  const said = unseen.map((check) => `${check.name}: ${check.evidence}`).join(' ');
  return looked === undefined
    ? { kind: 'refused', message: `Somebody has to look at this first, and to say so in reason.looked. ${said}` }
    : { kind: 'conflict', message: said };
}

async function finish(outcome: Outcome, plan: Plan, record: AuditRecord, caller: OperationCaller): Promise<Answer> {
  if (outcome.kind === 'done')
    return { ...outcome, message: await withNames(caller.engine, outcome.message, plan.target.definitionKey) };
  if (outcome.kind === 'conflict') return refuse({ kind: 'conflict', message: outcome.message }, record, caller);
  // Between the look at the plan and the command somebody was faster.
  if ('expectedVersion' in outcome.details)
    return refuse(
      { kind: 'conflict', message: await instanceMovedText(caller.database, plan, caller.person.username) },
      record,
      caller,
    );
  return refuse(
    { kind: isConflict(outcome) ? 'conflict' : 'refused', message: rejectionWords(outcome) },
    record,
    caller,
  );
}

/** Somebody was faster: the task or the job is somebody else's now. */
function isConflict(rejection: Rejection): boolean {
  return rejection.code === 'alreadyClaimed' || rejection.code === 'lockedByOther';
}

async function refuse(refusal: Refusal, record: AuditRecord, caller: OperationCaller): Promise<Answer> {
  const message = await withNames(caller.engine, refusal.message, record.definitionKey ?? null);
  await caller.engine.audit(record, { outcome: 'refused', text: message });
  return { ...refusal, message };
}

/** Asking what would happen is no try; doing it is. */
async function deny(
  denied: Denied,
  record: AuditRecord,
  caller: OperationCaller,
  mode: 'run' | 'check',
): Promise<Answer> {
  if (mode === 'run') await caller.engine.audit(record, { outcome: 'denied', text: denied.message });
  return { kind: 'denied', denied };
}

function preview(name: OperationName, plan: Plan, request: AsRequest): OperationPreview {
  return {
    kind: 'preview',
    label: ACTIONS[name].label,
    risk: plan.risk,
    riskBecause: plan.riskBecause,
    demands: demandsOf(plan.risk),
    correction: asksForCorrection(plan) ? (plan.correction ?? null) : null,
    confirmation: plan.confirmation,
    effects: plan.effects,
    checks: plan.checks,
    before: plan.before,
    after: plan.after,
    version: plan.version,
    state: stateOf(plan),
    outlook: plan.outlook ?? null,
    variables: plan.variables ?? null,
    problems: plan.problems ?? [],
    sample: plan.sample ?? null,
    request,
  };
}

function auditRecord(name: OperationName, caller: OperationCaller, reason: Reason, plan: Plan | null): AuditRecord {
  const { person, address } = caller;
  return recordOfPerson(person, address, {
    operation: name,
    risk: plan?.risk ?? ACTIONS[name].risk,
    permission: ACTIONS[name].permission,
    targetKind: plan?.target.kind ?? null,
    targetKey: plan?.target.key ?? null,
    instanceKey: plan?.target.instanceKey ?? null,
    definitionKey: plan?.target.definitionKey ?? null,
    elementId: plan?.target.elementId ?? null,
    businessKey: plan?.target.businessKey ?? null,
    reasonCode: textOrNull(reason.code),
    ticket: textOrNull(reason.ticket),
    note: textOrNull(reason.note),
    before: plan?.before ?? null,
    after: plan?.after ?? null,
    details: plan === null ? null : declared(plan, reason),
  });
}

/** What the person declared, and what the checks had to say when it was done. */
function declared(plan: Plan, { correction, looked: ticked }: Reason): unknown {
  const looked = plan.checks
    .filter((check) => check.result !== 'passed')
    .map((check) => ({ ...check, ...(ticked?.includes(check.name) === true && { isTicked: true }) }));
  const details = {
    ...(correction !== undefined && asksForCorrection(plan) && { correction }),
    ...(looked.length > 0 && { checks: looked }),
  };
  return Object.keys(details).length === 0 ? null : details;
}

function textOrNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}

function problemsOf(error: z.ZodError, at: readonly string[]): readonly Problem[] {
  return error.issues.map((issue) => ({
    path: [...at, ...issue.path.map(String)].join('.'),
    message: issueInWords(issue),
  }));
}
