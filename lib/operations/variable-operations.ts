import { z } from 'zod';
import type { Command } from '@/engine/index.ts';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { named } from '@/lib/models/element-words.ts';
import { isAliveCheck } from './checks.ts';
import type { Correction, OperationCheck, ValueFacts } from './contract.ts';
import { findInstance, type LiveInstance, targetOf, titleOf, treeVersion } from './instance-target.ts';
import { done, NOT_FOUND, type Operation, type OperationContext, type Outcome, type Step } from './operation.ts';
import { keySchema, nameSchema, textSchema, valueFactsSchema } from './parameter-schemas.ts';
import { type TypedValue, typedValue } from './typed-value.ts';
import { dryRunCheck, variableChecks } from './variable-checks.ts';
import {
  changedSentence,
  type CurrentVariable,
  findScope,
  findVariable,
  shown,
  type VariablePlace,
  type VariableScope,
} from './variable-target.ts';

/** Characters of a value in the audit log; the history of the variable has all of it. */
const MAX_AUDITED_CHARACTERS = 4_000;
/** How often to look again when the instance moved on while the variable stayed the same. */
const MAX_TRIES = 5;

const place = { instanceKey: keySchema, scopeKey: keySchema, name: nameSchema };
const value = { type: z.string().max(20), text: textSchema.nullable(), info: valueFactsSchema.optional() };
const revision = z.number().int().min(1);

/** Overwrites the value that the person saw, and no other. */
export const variableSet: Operation<'variable.set'> = {
  name: 'variable.set',
  parameters: z.strictObject({ ...place, ...value, expectedRevision: revision }),
  plan: async (context, input) =>
    planWrite(context, 'variable.set', input, typedValue(input.type, input.text, input.info), input.expectedRevision),
};

export const variableAdd: Operation<'variable.add'> = {
  name: 'variable.add',
  parameters: z.strictObject({ ...place, ...value }),
  plan: async (context, input) =>
    planWrite(context, 'variable.add', input, typedValue(input.type, input.text, input.info), null),
};

export const variableRemove: Operation<'variable.remove'> = {
  name: 'variable.remove',
  parameters: z.strictObject({ ...place, expectedRevision: revision }),
  plan: async (context, input) => planWrite(context, 'variable.remove', input, null, input.expectedRevision),
};

type Name = 'variable.set' | 'variable.add' | 'variable.remove';

/** `typed` null: it is removed. `expectedRevision` null: there must be none yet. */
async function planWrite(
  context: OperationContext,
  name: Name,
  input: VariablePlace,
  typed: TypedValue | null,
  expectedRevision: number | null,
): ReturnType<Operation<Name>['plan']> {
  const instance = await findInstance(context, input.instanceKey);
  const scope = instance === null ? null : await findScope(context.database, instance, input.scopeKey);
  if (instance === null || scope === null) return NOT_FOUND;
  const current = await findVariable(context.database, input);
  const command = typed !== null && !typed.isValid ? null : commandOf(input, typed);
  const isPossible = command !== null && !instance.isEnded && !scope.isEnded;
  const [known, rehearsed] = await Promise.all([
    variableChecks(context, instance, input),
    isPossible ? context.engine.rehearse(command) : null,
  ]);
  return {
    target: targetOf(instance, { kind: 'variable', key: input.name, elementId: scope.elementId }),
    risk: ACTIONS[name].risk,
    riskBecause: 'A changed value decides what the process does next, and nobody else looks at it first.',
    confirmation: null,
    effects: [sentence(name, input, instance, scope)],
    checks: [
      isAliveCheck(instance),
      scopeCheck(scope),
      await revisionCheck(context, input, current, expectedRevision),
      ...(typed === null ? [] : [typeCheck(typed)]),
      ...changeCheck(current, typed),
      ...known,
      ...(rehearsed === null ? [] : [dryRunCheck(rehearsed)]),
      wayBackCheck(name),
    ],
    before:
      current === null
        ? null
        : { ...recorded(current), revision: current.revision, writtenBy: current.writtenBy, scopeKey: input.scopeKey },
    after:
      typed === null || !typed.isValid
        ? null
        : {
            ...recorded({ ...typed.value, info: typed.value.info ?? null }),
            revision: (current?.revision ?? 0) + 1,
            scopeKey: input.scopeKey,
          },
    correction: offered(name, input, instance, current),
    version: instance.version,
    run: (step) => write(context, instance, input, typed, expectedRevision, step),
  };
}

function commandOf(input: VariablePlace, typed: Extract<TypedValue, { isValid: true }> | null): Command {
  return {
    type: 'setVariables',
    scopeKey: input.scopeKey,
    variables: typed === null ? {} : { [input.name]: typed.value },
    removals: typed === null ? [input.name] : [],
    local: true,
  };
}

/**
 * The revision is checked and the tree's version read together; the command then demands that version. So a write by
 * somebody else in between is seen, while a mere step of another branch only makes us look again.
 */
async function write(
  context: OperationContext,
  instance: LiveInstance,
  input: VariablePlace,
  typed: TypedValue | null,
  expectedRevision: number | null,
  step: Step,
): Promise<Outcome> {
  const command = commandOf(input, typed?.isValid === true ? typed : null);
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const version = await treeVersion(context.database, instance.treeKey);
    const current = await findVariable(context.database, input);
    if ((current?.revision ?? null) !== expectedRevision)
      return { kind: 'conflict', message: await changedSentence(context.database, input, current, expectedRevision) };
    const executed = await context.engine.execute(command, {
      audit: step.audit,
      expectedVersion: step.expectedVersion ?? version,
    });
    if (executed.kind === 'executed')
      return done(
        `${input.name} of ${titleOf(instance)} was ${typed === null ? 'removed' : 'written'}.`,
        executed,
        instance.key,
      );
    const hasMoved = 'expectedVersion' in executed.details;
    if (!hasMoved || step.expectedVersion !== undefined) return executed;
  }
  return { kind: 'conflict', message: 'The instance changes all the time. Nothing was written; try again.' };
}

function sentence(name: Name, input: VariablePlace, instance: LiveInstance, scope: VariableScope): string {
  const where = scope.elementId === null ? titleOf(instance) : `${named(scope.elementId)} of ${titleOf(instance)}`;
  if (name === 'variable.remove')
    return `${input.name} is removed from ${where}. Expressions that read it find nothing.`;
  return name === 'variable.add'
    ? `${where} gets the new variable ${input.name}.`
    : `${input.name} of ${where} gets a new value; the former one stays in its history.`;
}

function scopeCheck(scope: VariableScope): OperationCheck {
  return scope.isEnded
    ? {
        name: 'Scope is alive',
        result: 'blocked',
        evidence: 'The element has ended; its variables cannot be changed any more.',
      }
    : { name: 'Scope is alive', result: 'passed', evidence: 'It lives.' };
}

async function revisionCheck(
  { database }: OperationContext,
  input: VariablePlace,
  current: CurrentVariable | null,
  expected: number | null,
): Promise<OperationCheck> {
  return (current?.revision ?? null) === expected
    ? {
        name: 'Nothing changed since you looked',
        result: 'passed',
        evidence: expected === null ? 'There is none of that name here.' : `Still revision ${expected}.`,
      }
    : {
        name: 'Nothing changed since you looked',
        result: 'blocked',
        evidence: await changedSentence(database, input, current, expected),
      };
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

function wayBackCheck(name: Name): OperationCheck {
  return {
    name: 'Way back',
    result: 'passed',
    evidence: `${name === 'variable.add' ? 'It can be removed' : 'The former value can be put back'} from the audit entry until somebody writes it again. What read it in between is not undone.`,
  };
}

/** What is offered for the template; the person says what is wrong. */
function offered(
  name: Name,
  { name: variable }: VariablePlace,
  instance: LiveInstance,
  current: CurrentVariable | null,
): Omit<Correction, 'symptom'> {
  const back =
    name === 'variable.add'
      ? `Remove ${variable} again (undo of this entry).`
      : `Set ${variable} back to ${current === null ? 'what it was' : shown(current)} (undo of this entry).`;
  return { expectedNext: `${titleOf(instance)} goes on with the corrected value.`, rollback: back };
}

function recorded({
  type,
  text,
  info,
}: {
  readonly type: string;
  readonly text: string | null;
  readonly info: ValueFacts | null;
}): { readonly type: string; readonly text: string | null; readonly info?: ValueFacts } {
  return { type, text: audited(type, text), ...(info === null || Object.keys(info).length === 0 ? {} : { info }) };
}

function audited(type: string, text: string | null): string | null {
  if (text === null) return null;
  if (type === 'Bytes' || type === 'File') return shown({ type, text });
  return text.length <= MAX_AUDITED_CHARACTERS
    ? text
    : `${text.slice(0, MAX_AUDITED_CHARACTERS)}… (${text.length} characters)`;
}
