import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import { isAliveCheck } from './checks.ts';
import type { OperationCheck } from './contract.ts';
import { findInstance, type LiveInstance, targetOf, titleOf, treeVersion } from './instance-target.ts';
import { done, NOT_FOUND, type Operation, type OperationContext, type Outcome, type Step } from './operation.ts';
import { keySchema, nameSchema, textSchema } from './parameter-schemas.ts';
import { type TypedValue, typedValue } from './typed-value.ts';

/** Characters of a value in the audit log; the history of the variable has all of it. */
const MAX_AUDITED_CHARACTERS = 4_000;
/** How often to look again when the instance moved on while the variable stayed the same. */
const MAX_TRIES = 5;

interface CurrentVariable { readonly type: string; readonly text: string | null; readonly revision: number; readonly writtenBy: string | null }

const place = { instanceKey: keySchema, scopeKey: keySchema, name: nameSchema };
const value = { type: z.string().max(20), text: textSchema.nullable() };
const revision = z.number().int().min(1);

/** Overwrites the value that the person saw, and no other. */
export const variableSet: Operation<'variable.set'> = {
  name: 'variable.set',
  parameters: z.strictObject({ ...place, ...value, expectedRevision: revision }),
  plan: async (context, input) => planWrite(context, 'variable.set', input, typedValue(input.type, input.text), input.expectedRevision),
};

export const variableAdd: Operation<'variable.add'> = {
  name: 'variable.add',
  parameters: z.strictObject({ ...place, ...value }),
  plan: async (context, input) => planWrite(context, 'variable.add', input, typedValue(input.type, input.text), null),
};

export const variableRemove: Operation<'variable.remove'> = {
  name: 'variable.remove',
  parameters: z.strictObject({ ...place, expectedRevision: revision }),
  plan: async (context, input) => planWrite(context, 'variable.remove', input, null, input.expectedRevision),
};

type Name = 'variable.set' | 'variable.add' | 'variable.remove';
interface Place { readonly instanceKey: string; readonly scopeKey: string; readonly name: string }

/** `typed` null: it is removed. `expectedRevision` null: there must be none yet. */
async function planWrite(context: OperationContext, name: Name, input: Place, typed: TypedValue | null, expectedRevision: number | null): ReturnType<Operation<Name>['plan']> {
  const instance = await findInstance(context, input.instanceKey);
  const scope = instance === null ? null : await findScope(context.database, instance, input.scopeKey);
  if (instance === null || scope === null) return NOT_FOUND;
  const current = await findVariable(context.database, input);
  const after = typed === null || !typed.isValid ? null : { type: typed.value.type, text: audited(typed.value.text) };
  return {
    target: targetOf(instance, { kind: 'variable', key: input.name, elementId: scope.elementId }),
    risk: ACTIONS[name].risk, riskBecause: 'A changed value decides what the process does next, and nobody else looks at it first.', confirmation: null,
    effects: [sentence(name, input, instance, scope)],
    checks: [isAliveCheck(instance), scopeCheck(scope), revisionCheck(current, expectedRevision), ...(typed === null ? [] : [typeCheck(typed)]), ...changeCheck(current, typed)],
    before: current === null ? null : { type: current.type, text: audited(current.text), revision: current.revision, writtenBy: current.writtenBy },
    after, version: instance.version,
    run: (step) => write(context, instance, input, typed, expectedRevision, step),
  };
}

/**
 * The revision is checked and the tree's version read together; the command then demands that version. So a write by
 * somebody else in between is seen, while a mere step of another branch only makes us look again.
 */
async function write(context: OperationContext, instance: LiveInstance, input: Place, typed: TypedValue | null, expectedRevision: number | null, step: Step): Promise<Outcome> {
  const variables = typed?.isValid === true ? { [input.name]: typed.value } : {};
  const removals = typed === null ? [input.name] : [];
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const version = await treeVersion(context.database, instance.treeKey);
    const current = await findVariable(context.database, input);
    if ((current?.revision ?? null) !== expectedRevision) return { kind: 'conflict', message: changedSentence(current, expectedRevision) };
    const executed = await context.engine.execute(
      { type: 'setVariables', scopeKey: input.scopeKey, variables, removals, local: true },
      { audit: step.audit, expectedVersion: step.expectedVersion ?? version },
    );
    if (executed.kind === 'executed') return done(`${input.name} of ${titleOf(instance)} was ${typed === null ? 'removed' : 'written'}.`, executed, instance.key);
    const hasMoved = 'expectedVersion' in executed.details;
    if (!hasMoved || step.expectedVersion !== undefined) return executed;
  }
  return { kind: 'conflict', message: 'The instance changes all the time. Nothing was written; try again.' };
}

async function findVariable(database: Database, input: Place): Promise<CurrentVariable | null> {
  const [row] = await database.$queryRaw<CurrentVariable[]>(Prisma.sql`
    select v.type, v.text, v.revision, v.written_by as "writtenBy" from variable v
    where v.instance_key = ${input.instanceKey}::bigint and v.name = ${input.name} and v.scope_key = ${input.scopeKey}::bigint and v.removed_at is null`);
  return row ?? null;
}

interface Scope { readonly elementId: string | null; readonly isEnded: boolean }

/** The instance itself, or an element instance of it. */
async function findScope(database: Database, instance: LiveInstance, scopeKey: string): Promise<Scope | null> {
  if (BigInt(scopeKey) === BigInt(instance.key)) return { elementId: null, isEnded: instance.isEnded };
  const [row] = await database.$queryRaw<Scope[]>(Prisma.sql`
    select e.element_id as "elementId", e.ended_at is not null as "isEnded" from element_instance e
    where e.key = ${scopeKey}::bigint and e.instance_key = ${instance.key}::bigint`);
  return row ?? null;
}

function sentence(name: Name, input: Place, instance: LiveInstance, scope: Scope): string {
  const where = scope.elementId === null ? titleOf(instance) : `${scope.elementId} of ${titleOf(instance)}`;
  if (name === 'variable.remove') return `${input.name} is removed from ${where}. Expressions that read it find nothing.`;
  return name === 'variable.add' ? `${where} gets the new variable ${input.name}.` : `${input.name} of ${where} gets a new value; the former one stays in its history.`;
}

function scopeCheck(scope: Scope): OperationCheck {
  return scope.isEnded
    ? { name: 'Scope is alive', result: 'blocked', evidence: 'The element has ended; its variables cannot be changed any more.' }
    : { name: 'Scope is alive', result: 'passed', evidence: 'It lives.' };
}

function revisionCheck(current: CurrentVariable | null, expected: number | null): OperationCheck {
  return (current?.revision ?? null) === expected
    ? { name: 'Nothing changed since you looked', result: 'passed', evidence: expected === null ? 'There is none of that name here.' : `Still revision ${expected}.` }
    : { name: 'Nothing changed since you looked', result: 'blocked', evidence: changedSentence(current, expected) };
}

function changedSentence(current: CurrentVariable | null, expected: number | null): string {
  if (current === null) return 'The variable is not there any more.';
  if (expected === null) return 'There is a variable of that name already.';
  return `It was written in the meantime${current.writtenBy === null ? '' : ` by ${current.writtenBy}`}: revision ${current.revision}, you saw ${expected}.`;
}

function typeCheck(typed: TypedValue): OperationCheck {
  return typed.isValid
    ? { name: 'Value fits its type', result: 'passed', evidence: typed.value.type }
    : { name: 'Value fits its type', result: 'blocked', evidence: typed.problem };
}

function changeCheck(current: CurrentVariable | null, typed: TypedValue | null): readonly OperationCheck[] {
  if (current === null || typed === null || !typed.isValid || current.type === typed.value.type) return [];
  return [{ name: 'Type stays the same', result: 'look', evidence: `${current.type} becomes ${typed.value.type}.` }];
}

function audited(text: string | null): string | null {
  return text === null || text.length <= MAX_AUDITED_CHARACTERS ? text : `${text.slice(0, MAX_AUDITED_CHARACTERS)}… (${text.length} characters)`;
}
