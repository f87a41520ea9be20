import type { Beans } from '../../expressions/expression-port.ts';
import type { Code, ConnectorUse, DelegateCall } from '../../graph/code.ts';
import type { Expression } from '../../graph/expression.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import type { Variables } from '../commands.ts';
import { ofClass, StepFailure, ThrownByCode, ThrownInExpression, UnreadScript } from '../failure.ts';
import type {
  CallingTask,
  ConnectorCall,
  MemberCall,
  OutsideAnswer,
  OutsideCall,
  ScriptCall,
} from '../outside-call.ts';
import type { Step } from '../step.ts';
import type { EvaluationPlace } from './evaluation-place.ts';
import { applyEffects, FactsAtPlace, variablesSeen } from './execution-facts.ts';
import { unknownDelegate } from './unknown-delegate.ts';

type Distribute<T> = T extends OutsideCall
  ? Omit<T, 'execution' | 'task' | 'variables' | 'localNames' | 'deploymentKey'>
  : never;

/** Has a call made outside the core; what it set is applied. */
function callOutside(
  step: Step,
  place: EvaluationPlace,
  what: Distribute<OutsideCall>,
): Extract<OutsideAnswer, { kind: 'done' }> {
  const facts = new FactsAtPlace(step, place);
  const answer = step.outside({
    ...what,
    execution: facts.asData(),
    task: facts.task ? taskAsData(facts.task) : null,
    variables: variablesSeen(step, place),
    localNames: facts.localNames(),
    deploymentKey: step.definitionOf(place.instanceKey).deploymentKey,
  });
  if (answer.kind === 'failed') {
    const { thrown } = answer;
    if (answer.isUnread) throw new UnreadScript(answer.message);
    if (thrown) applyEffects(step, place, thrown.writes, thrown.taskChanges);
    throw ofClass(thrown?.javaClass ?? null, new StepFailure('EXTRACT_VALUE_ERROR', answer.message));
  }
  applyEffects(step, place, answer.writes, answer.taskChanges);
  if (answer.kind === 'error') throw new ThrownByCode(answer.code, answer.message);
  return answer;
}

const taskAsData = ({ key, elementId, eventName, deleteReason, createdAt, now }: CallingTask): CallingTask => ({
  key,
  elementId,
  eventName,
  deleteReason,
  createdAt,
  now,
});

/** A script; Camunda 7 allows one that is an expression, whose result is the script. */
export function runScript(
  step: Step,
  script: Expression,
  place: EvaluationPlace,
  evaluate: (source: Expression) => { readonly value: VariableValue },
): VariableValue {
  const isDynamic = /^\s*[$#]\{[^{}]*\}\s*$/.test(script.text);
  const source = isDynamic ? (evaluate({ language: 'juel', text: script.text.trim() }).value.text ?? '') : script.text;
  const call: Distribute<ScriptCall> = { kind: 'script', source, resource: script.resource ?? null };
  try {
    return callOutside(step, place, call).value;
  } catch (failure) {
    const isOfScript = failure instanceof StepFailure && !(failure instanceof ThrownByCode);
    if (!isOfScript || failure instanceof UnreadScript) throw failure;
    const { definitionId } = new FactsAtPlace(step, place);
    throw ofClass(
      failure.javaClass,
      new StepFailure(
        failure.incidentType,
        `Unable to evaluate script while executing activity '${place.elementId}' in the process definition with id '${definitionId}': ${failure.message}`,
        null,
        'ScriptEvaluationException',
      ),
    );
  }
}

/** A delegate by the name that the model gives it. */
export function callDelegate(
  step: Step,
  delegate: DelegateCall,
  place: EvaluationPlace,
  fields: Variables,
): VariableValue {
  if (!step.facts.delegate(delegate.name)) throw unknownDelegate(step, delegate, place);
  const call: Distribute<MemberCall> = { kind: 'delegate', name: delegate.name, member: null, args: [], fields };
  return callOutside(step, place, call).value;
}

/** A validator of a form's field: what it says to a value. */
export function callValidator(
  step: Step,
  validator: DelegateCall,
  place: EvaluationPlace,
  value: VariableValue,
): VariableValue {
  if (step.facts.delegate(validator.name)?.kind !== 'function')
    throw new StepFailure('EXTRACT_VALUE_ERROR', unknownValidator(validator));
  return callOutside(step, place, {
    kind: 'delegate',
    name: validator.name,
    member: 'validate',
    args: [value],
    fields: {},
  }).value;
}

function unknownValidator({ name, text }: DelegateCall): string {
  return `Nothing is registered under the name '${name}' (${text}), which validates a field of a form. Register it with startEngine({ delegates: { '${name}': … } }): see docs/delegates.md`;
}

export function callConnector(step: Step, connectorId: string, place: EvaluationPlace, inputs: Variables): Variables {
  const call: Distribute<ConnectorCall> = { kind: 'connector', connectorId, inputs };
  return callOutside(step, place, call).outputs ?? {};
}

/** What the host registered, for expressions. */
export function beansAt(step: Step, place: EvaluationPlace): Beans {
  return {
    has: (name) => step.facts.delegate(name)?.kind === 'function',
    call(name, member, args) {
      try {
        return callOutside(step, place, { kind: 'delegate', name, member, args, fields: {} }).value;
      } catch (failure) {
        throw failure instanceof StepFailure ? new ThrownInExpression(failure) : failure;
      }
    },
  };
}

/** The topic of a delegate that the host leaves to workers. */
export function topicOf(step: Step, code: Code | ConnectorUse): Expression | null {
  const route = isDelegate(code) ? step.facts.delegate(code.name) : undefined;
  return route?.kind === 'topic' ? { language: 'literal', text: route.topic } : null;
}

/** A mail is sent by an element whose failures no error event catches. */
export const isMail = (code: Code | ConnectorUse): boolean =>
  code.language === 'connector' && code.connectorId === 'mail';

export const isDelegate = (code: Code | ConnectorUse): code is DelegateCall => code.language === 'delegate';
