import type { DelegateCall } from '../../graph/code.ts';
import { isMissingVariable, ofClass, StepFailure } from '../failure.ts';
import { CLASS_NOT_FOUND, UNKNOWN_PROPERTY } from '../java-exceptions.ts';
import type { Step } from '../step.ts';
import type { EvaluationPlace } from './evaluation-place.ts';
import { variableSeen } from './execution-facts.ts';

const OF_DELEGATES = 'org.camunda.bpm.engine.delegate';

/**
 * A class or bean that nobody registered, in the words of 7.24, which do not say what can be done about it; the advice
 * does.
 */
export function unknownDelegate(step: Step, delegate: DelegateCall, place: EvaluationPlace): StepFailure {
  const { name } = delegate;
  const message = sentence(step, delegate, place);
  const failure = ofClass(classBehind(message), new StepFailure('EXTRACT_VALUE_ERROR', message));
  if (delegate.isComputed)
    failure.advice = `Only what a plain name stands for can be registered, as in camunda:delegateExpression="\${charge}". Name a delegate so, or call a method of a bean by camunda:expression: see docs/delegates.md`;
  else
    failure.advice = `Nothing is registered under the name '${name}'. Register it with startEngine({ delegates: { '${name}': … } }), or let workers do it as an external task of this topic: see docs/delegates.md`;
  return failure;
}

function classBehind(message: string): string | null {
  if (message.startsWith('ENGINE-09008')) return CLASS_NOT_FOUND;
  return isMissingVariable(message) ? UNKNOWN_PROPERTY : null;
}

/** The name with which an expression begins, if nothing of the engine's own has it. */
const FIRST_NAME = /^[$#]\{\s*(?!(?:execution|task|true|false|null|empty|not)\b)([A-Za-z_]\w*)/;

function sentence(step: Step, { name: known, text, isComputed }: DelegateCall, place: EvaluationPlace): string {
  const name = isComputed ? FIRST_NAME.exec(text)?.[1] : known;
  if (text === name)
    return `ENGINE-09008 Exception while instantiating class '${name}': ENGINE-09017 Cannot load class '${name}': ${name}`;
  if (name !== undefined && variableSeen(step, place, name) === undefined && !step.facts.delegate(name))
    return `Unknown property used in expression: ${text}. Cause: Cannot resolve identifier '${name}'`;
  // The expression finds a variable instead.
  if (place.task)
    return `Delegate expression ${text} did not resolve to an implementation of interface ${OF_DELEGATES}.TaskListener`;
  const wanted = place.eventName
    ? `${OF_DELEGATES}.ExecutionListener`
    : 'org.camunda.bpm.engine.impl.pvm.delegate.ActivityBehavior';
  return `ENGINE-02033 Delegate Expression '${text}' did neither resolve to an implementation of 'interface ${wanted}' nor 'interface ${OF_DELEGATES}.JavaDelegate'.`;
}
