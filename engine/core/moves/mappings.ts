import { JavaList, JavaMap, type JuelValue } from '../../expressions/juel/juel-value.ts';
import { fromVariable, toVariable } from '../../expressions/juel/juel-variable.ts';
import type { Element, IntermediateThrowEvent } from '../../graph/element.ts';
import type { Mapping, MappingMap } from '../../graph/mapping.ts';
import type { TriggerKind } from '../../graph/trigger.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import { isOwnScope, loopScopeOf } from './inner-variables.ts';
import { StepFailure } from '../failure.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { evaluateAt, placeAround, placeOf, type EvaluationPlace } from './evaluate-at.ts';
import { evaluateAsContext } from './mapping-context.ts';
import { holdsTokenVariables, isOfToken } from './token-variables.ts';
import { outerScope, propagateVariable, propagateVariables, setLocalVariables } from './variables.ts';

/**
 * Input mappings: new variables of the element instance. Camunda 7 computes them all from the scope around,
 * by an execution that has come to no element yet;
 * in Camunda 8 each sees those before it, and a path makes a fresh object that hides the outer one.
 */
export function applyInputs(
  step: Step,
  element: Element,
  at: ElementInstance,
  writtenBy: string | null = element.id,
): void {
  if (element.inputs.length === 0 || step.skipping.skipsMappings || readsNone(step, element, at, 'in')) return;
  const target = at.index === null ? at.key : loopScopeOf(step, element, at);
  const place = at.index === null ? placeOfInputs(step, at) : placeOfInnerInputs(step, element, at, target);
  const values = step.semanticsOf(at.instanceKey).inputsSeeEachOther
    ? evaluateAsContext(step, element.inputs, place, 'fresh')
    : Object.fromEntries(
        element.inputs.map((mapping) => [
          mapping.target,
          evaluateSource(step, mapping.source, { ...place, currentElementId: null }),
        ]),
      );
  setLocalVariables(step, isOwnScope(element) ? at.key : target, values, writtenBy);
}

const NOT_WITH_INPUTS: ReadonlySet<TriggerKind> = new Set([
  'none',
  'terminate',
  'error',
  'escalation',
  'compensation',
  'link',
]);
const NOT_WITH_OUTPUTS: ReadonlySet<TriggerKind> = new Set(['terminate', 'compensation']);

/**
 * Camunda 8 reads none of a task that does nothing, no inputs of an event that throws nothing which leaves the process,
 * and no outputs of one that ends or undoes others.
 */
function readsNone(step: Step, element: Element, { kind, instanceKey }: ElementInstance, which: 'in' | 'out'): boolean {
  if (step.semanticsOf(instanceKey).momentaryElements === 'likeOthers') return false;
  if (kind === 'passThroughTask') return true;
  const { trigger } = element as Partial<IntermediateThrowEvent>;
  if (trigger === undefined || kind === 'startEvent' || kind === 'boundaryEvent') return false;
  if (kind === 'intermediateCatchEvent') return which === 'in' && trigger.kind === 'link';
  return (which === 'in' ? NOT_WITH_INPUTS : NOT_WITH_OUTPUTS).has(trigger.kind);
}

/** What lies around, with what the token has brought; in Camunda 8 what an attempt before has written too. */
const placeOfInputs = (step: Step, at: ElementInstance): EvaluationPlace =>
  step.semanticsOf(at.instanceKey).inputsSeeEachOther || holdsTokenVariables(step, at.key)
    ? placeOf(at)
    : placeAround(at);

/**
 * An inner instance sees its own item, unless it is no scope of its own (Camunda 7): then what lies around the item's
 * scope.
 */
function placeOfInnerInputs(step: Step, element: Element, at: ElementInstance, loopScope: Key): EvaluationPlace {
  const place = placeOf(at);
  if (step.semanticsOf(at.instanceKey).inputsSeeEachOther || isOwnScope(element)) return place;
  return { ...place, scopeKey: outerScope(step, loopScope) ?? at.scopeKey };
}

/**
 * Output mappings: computed inside, written into the scope around; Camunda 7 writes each before it computes the next.
 * An inner instance of a multi-instance activity has variables of its own for what is collected: in Camunda 8 they take
 * what is mapped to them, and no condition looks at what is mapped.
 */
export function applyOutputs(step: Step, element: Element, at: ElementInstance): void {
  if (element.outputs.length === 0 || step.skipping.skipsMappings || readsNone(step, element, at, 'out')) return;
  const place = placeOf(at);
  const outer = outerScope(step, at.key) ?? at.scopeKey;
  if (!step.semanticsOf(at.instanceKey).inputsSeeEachOther) {
    for (const mapping of element.outputs)
      propagateVariable(
        step,
        isOfToken(step, at.key, mapping.target) ? at.key : outer,
        mapping.target,
        evaluateSource(step, mapping.source, place),
        element.id,
      );
    return;
  }
  const values = evaluateAsContext(step, element.outputs, place, 'merged');
  step.unnoticed(() => propagateVariables(step, at.index === null ? outer : at.key, values, element.id));
}

/** Camunda 7 makes Java objects of lists and maps; their JSON is kept, clients see their class and their items. */
export function evaluateSource(step: Step, source: Mapping['source'], place: EvaluationPlace): VariableValue {
  switch (source.language) {
    case 'list':
      return toVariable(new JavaList(source.items.map((item) => fromVariable(evaluateSource(step, item, place)))));
    case 'map':
      return toVariable(new JavaMap(sortedMap(step, source, place), 'java.util.TreeMap'));
    default:
      return evaluateAt(step, source, place, 'IO_MAPPING_ERROR').value;
  }
}

/**
 * Keys may be computed; they are compared with one another, so they have to be there and of one type. Entries are
 * computed in the order of their keys' texts in the model, of which the later one counts where keys are the same.
 */
function sortedMap(step: Step, { entries }: MappingMap, place: EvaluationPlace): Map<string, JuelValue> {
  const inOrder = [...new Map(entries.map((entry) => [entry.key.text, entry])).values()].sort((one, other) =>
    byText(one.key.text, other.key.text),
  );
  const computed = inOrder.map(({ key, value }) => ({
    key: evaluateAt(step, key, place, 'IO_MAPPING_ERROR').value,
    item: fromVariable(evaluateSource(step, value, place)),
  }));
  const types = [...new Set(computed.map(({ key }) => key.type))];
  if (computed.some(({ key }) => key.text === null))
    throw new StepFailure(
      'IO_MAPPING_ERROR',
      'Cannot invoke "java.lang.Comparable.compareTo(Object)" because "k1" is null',
      'NullPointerException',
    );
  if (types.length > 1)
    throw new StepFailure(
      'IO_MAPPING_ERROR',
      `class java.lang.${types[0]} cannot be cast to class java.lang.${types[1]}`,
      'ClassCastException',
    );
  const isNumber = computed.every(({ key }) => key.type !== 'String' && Number.isFinite(Number(key.text)));
  const byKey = (one: string, other: string): number => (isNumber ? Number(one) - Number(other) : byText(one, other));
  return new Map(
    computed.map(({ key, item }) => [key.text ?? '', item] as const).sort(([one], [other]) => byKey(one, other)),
  );
}

const byText = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
