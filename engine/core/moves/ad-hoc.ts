import { type AiParameter, aiParametersIn } from '../../expressions/feel/ai-parameters.ts';
import { fromJson, toJs } from '../../expressions/values.ts';
import type { AdHocSubProcess } from '../../graph/element.ts';
import type { Mapping } from '../../graph/mapping.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import type { Variables } from '../commands.ts';
import { StepFailure } from '../failure.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { rememberCompleted } from './compensation.ts';
import { completeElement } from './complete.ts';
import { createElementInstance, enterElement } from './enter.ts';
import { conditionAt, evaluateAt, listAt, placeOf } from './evaluate-at.ts';
import { attempt, closeWaits, resolveJobIncident } from './incidents.ts';
import { stopWaitingInside, terminateTokens } from './terminate.ts';
import { propagateVariable, setLocalVariable, setLocalVariables } from './variables.ts';
import { createWorkerJob } from './worker-job.ts';

/** What somebody wants to be activated, with variables for that activation alone. */
export interface Activation {
  readonly elementId: string;
  readonly variables: Variables;
}

/** The variable that tells workers and expressions what there is to be activated. */
const ELEMENTS = 'adHocSubProcessElements';

/** The sub-process begins: its list is activated, or its worker is asked. */
export function beginAdHoc(step: Step, element: AdHocSubProcess, at: ElementInstance): void {
  describeElements(step, element, at);
  const ids = element.activeElements && !element.work ? activeIds(step, element, at) : [];
  if (element.work) createWorkerJob(step, element.work, at, 'adHocSubProcess');
  step.emit({
    type: 'elementChanged',
    at: step.now,
    elementInstanceKey: at.key,
    changes: { data: { ...step.current(at).data, hasBegun: true } },
  });
  activate(
    step,
    element,
    at,
    ids.map((elementId) => ({ elementId, variables: {} })),
  );
}

/** Also of one that a modification opens around what it starts. */
export function describeElements(step: Step, element: AdHocSubProcess, at: ElementInstance): void {
  const own = step.draft.variablesOf(at.key);
  const elements = element.activatableIds.map((id) => {
    const { name, documentation, properties = {}, inputs } = step.element(at.instanceKey, id);
    return {
      elementId: id,
      elementName: name ?? null,
      documentation: documentation ?? null,
      properties,
      parameters: parametersOf(inputs),
    };
  });
  if (!own?.has(ELEMENTS)) setLocalVariable(step, at.key, ELEMENTS, fromJson(elements), element.id);
  if (element.outputCollection && !own?.has(element.outputCollection))
    setLocalVariable(step, at.key, element.outputCollection, fromJson([]), element.id);
}

/** What the inputs of an element ask a model of language for, each name once. */
function parametersOf(inputs: readonly Mapping[]): readonly AiParameter[] {
  const found = new Map<string | null, AiParameter>();
  for (const { source } of inputs)
    for (const parameter of source.language === 'feel' ? aiParametersIn(source.text) : [])
      if (!found.has(parameter.name)) found.set(parameter.name, parameter);
  return [...found.values()];
}

function activeIds(step: Step, element: AdHocSubProcess, at: ElementInstance): readonly string[] {
  const { activeElements } = element;
  if (!activeElements) return [];
  const ids = listAt(step, activeElements, placeOf(at)).map(({ type, text }) => (type === 'String' ? text : null));
  if (!ids.every((id) => id !== null))
    throw new StepFailure(
      'EXTRACT_VALUE_ERROR',
      `Expected result of the expression '${activeElements.text}' to be 'ARRAY' containing 'STRING' items, but was 'ARRAY' containing at least one non-'STRING' item.`,
    );
  const unknown = unknownIds(element, ids);
  if (unknown.length > 0)
    throw new StepFailure(
      'EXTRACT_VALUE_ERROR',
      `Failed to activate ad-hoc elements. No BPMN elements found with ids: ${unknown.map((id) => `'${id}'`).join(', ')}.`,
    );
  return ids;
}

export const unknownIds = (element: AdHocSubProcess, ids: readonly string[]): string[] =>
  ids.filter((id) => !element.activatableIds.includes(id));

/** Each in a scope of its own, as often as it is named. */
export function activate(
  step: Step,
  element: AdHocSubProcess,
  at: ElementInstance,
  activations: readonly Activation[],
): void {
  const tokens = activations.map(({ elementId, variables }) => {
    const { key, instanceKey } = activationFor(step, at, { ...resultOf(element), ...variables });
    const run = (): void =>
      enterElement(step, step.element(instanceKey, elementId), {
        instanceKey,
        scopeKey: key,
        enteredBy: [],
        index: null,
      });
    return { run, whileAlive: key, tokenOf: key, headsFor: elementId };
  });
  step.schedule(step.semanticsOf(at.instanceKey), tokens);
}

/** The scope of one activation; its first token is for the caller to send. */
export function activationFor(step: Step, at: ElementInstance, variables: Variables): ElementInstance {
  const element = step.elementOf(at);
  const activation = createElementInstance(
    step,
    element,
    { instanceKey: at.instanceKey, scopeKey: at.key, enteredBy: [], index: null },
    'adHocInnerInstance',
  );
  setLocalVariables(step, activation.key, variables, element.id);
  return activation;
}

/** A plain name that the result is read from is a variable of the activation, so that none writes that of another. */
function resultOf({ outputElement }: AdHocSubProcess): Variables {
  const [, name] = /^(?!(?:true|false|null)$)([A-Za-z_]\w*)(?:\.\w+)*$/.exec(outputElement?.text ?? '') ?? [];
  return name === undefined ? {} : { [name]: { type: 'Null', text: null } };
}

/**
 * The last token of an activation has ended: its result is kept, and the completion condition looked at from inside it.
 */
export function endActivation(step: Step, element: AdHocSubProcess, activation: ElementInstance): void {
  if (step.hasCauses && !step.survivesConditions(activation.key)) return;
  const { outputCollection, completionCondition } = element;
  let isFulfilled: boolean | null = null;
  attempt(step, activation, 'completing', () => {
    const gathered = gatheredWith(step, element, activation);
    const overlay = outputCollection && gathered ? { [outputCollection]: gathered } : {};
    isFulfilled =
      completionCondition !== undefined &&
      !element.work &&
      conditionAt(step, completionCondition, { ...placeOf(activation), overlay });
    if (outputCollection && gathered)
      setLocalVariable(step, activation.scopeKey, outputCollection, gathered, element.id);
  });
  if (isFulfilled === null) return;
  rememberCompleted(step, element, activation);
  closeWaits(step, activation.key, 'resolved');
  step.emit({ type: 'elementEnded', at: step.now, elementInstanceKey: activation.key, outcome: 'completed' });
  const at = step.draft.elements.get(activation.scopeKey);
  if (at) flowEnded(step, element, at, isFulfilled);
}

function gatheredWith(
  step: Step,
  { outputCollection, outputElement }: AdHocSubProcess,
  activation: ElementInstance,
): VariableValue | null {
  if (!outputCollection || !outputElement) return null;
  const { value } = evaluateAt(step, outputElement, placeOf(activation));
  const present = step.draft.variablesOf(activation.scopeKey)?.get(outputCollection)?.value;
  const before = present ? toJs(present) : [];
  return fromJson([...(Array.isArray(before) ? before : []), toJs(value)]);
}

/** Something in the sub-process has come to its end: it is done, goes on, or its worker is asked. */
export function flowEnded(step: Step, element: AdHocSubProcess, at: ElementInstance, isFulfilled: boolean): void {
  const isEmpty = step.isEmptyScope(at.key);
  if (element.work) {
    if (!step.current(at).data?.isFulfilled) askWorker(step, element, at);
    else if (isEmpty) completeAdHoc(step, element, at);
  } else if (element.completionCondition === undefined ? isEmpty : isFulfilled && (isEmpty || element.cancelsRemaining))
    completeAdHoc(step, element, at);
}

/** A job for what is to be done next; it takes the place of one that nobody has answered. */
export function askWorker(step: Step, { work }: AdHocSubProcess, at: ElementInstance): void {
  if (!work) return;
  endQuestion(step, at.key);
  attempt(step, at, 'activating', () => createWorkerJob(step, work, at, 'adHocSubProcess'));
}

function endQuestion(step: Step, key: Key): void {
  for (const attached of [...(step.draft.attachments(key) ?? [])]) {
    const job = step.draft.jobs.get(attached);
    if (job?.position !== 'adHocSubProcess') continue;
    resolveJobIncident(step, job, 'deleted');
    step.emit({ type: 'jobEnded', at: step.now, jobKey: job.key, outcome: 'canceled', worker: null });
  }
}

/** With whatever is still active in it ended, and the results handed to the scope around. */
export function completeAdHoc(step: Step, element: AdHocSubProcess, at: ElementInstance): void {
  const hasEnded = terminateTokens(step, at.key, { reason: null, afterwards: { kind: 'scopeCompletes' } });
  endQuestion(step, at.key);
  if (!hasEnded) {
    stopWaitingInside(step, at);
    return;
  }
  const gathered = element.outputCollection ? step.draft.variablesOf(at.key)?.get(element.outputCollection) : undefined;
  if (gathered) propagateVariable(step, at.scopeKey, gathered.name, gathered.value, element.id);
  completeElement(step, step.current(at));
}
