import type { ModificationInstruction } from '@/engine/index.ts';
import { named } from '@/lib/models/element-words.ts';
import type { ModificationStep } from './contract.ts';
import { typedValues } from './typed-value.ts';

type Start = Extract<ModificationStep, { kind: 'startBefore' | 'startAfter' | 'startFlow' }>;

/** A planned step as the engine does it. */
export function instructionOf(planned: ModificationStep): ModificationInstruction {
  switch (planned.kind) {
    case 'cancel':
      return { kind: 'cancelElement', elementInstanceKey: planned.elementInstanceKey };
    case 'cancelContinuation':
      return { kind: 'cancelContinuation', jobKey: planned.jobKey };
    case 'cancelAll':
      return { kind: 'cancelAll', at: placeOf(planned), onlyPresent: true };
    case 'startFlow':
      return { kind: 'startTransition', flowId: planned.flowId, ...startOf(planned) };
    default:
      return { kind: planned.kind, at: placeOf(planned), ...startOf(planned) };
  }
}

const placeOf = ({ elementId, isBody = false }: { readonly elementId: string; readonly isBody?: boolean }) => ({
  elementId,
  isBody,
});

function startOf({ variables = [], isLocal = false, ancestorKey = null }: Start) {
  const { values } = typedValues(variables);
  return { ancestorKey, variables: isLocal ? {} : values, localVariables: isLocal ? values : {}, scopeVariables: {} };
}

/** Values of steps that do not fit their types. */
export function stepProblems(steps: readonly ModificationStep[]): readonly string[] {
  return steps.flatMap((each) => ('variables' in each ? typedValues(each.variables ?? []).problems : []));
}

/** What a step does, for the dialog and the audit entry. */
export function sentenceOf(planned: ModificationStep): string {
  switch (planned.kind) {
    case 'cancel':
      return `The token at ${named(planned.elementId)} is cancelled.`;
    case 'cancelContinuation':
      return `The token that waits at ${named(planned.elementId)} is cancelled.`;
    case 'cancelAll':
      return planned.isBody === true
        ? `The multi-instance ${named(planned.elementId)} is cancelled with all its runs.`
        : `Every token at ${named(planned.elementId)} is cancelled.`;
    case 'startBefore':
    case 'startAfter': {
      const where = planned.kind === 'startBefore' ? 'before' : 'after';
      return `A new token starts ${where} ${named(planned.elementId)}${planned.isBody === true ? ', with all its runs' : ''}${givenWith(planned)}.`;
    }
    case 'startFlow':
      return `A new token starts on the flow ${named(planned.flowId)}${givenWith(planned)}.`;
  }
}

function givenWith({ variables = [], isLocal, ancestorKey }: Start): string {
  return `${variables.length === 0 ? '' : `, with ${variables.map(({ name }) => name).join(', ')}${isLocal === true ? ' of its own' : ''}`}${ancestorKey == null ? '' : `, in the scope ${ancestorKey}`}`;
}

/** Of an item of many whose tokens are no longer where the plan takes them away. */
export const movedOnText = (missing: readonly string[]): string =>
  `it has moved on: no token at ${missing.map((id) => named(id)).join(', ')}`;
