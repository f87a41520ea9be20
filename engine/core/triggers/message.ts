import { toJs } from '../../expressions/values.ts';
import type { MessageTrigger } from '../../graph/trigger.ts';
import { StepFailure } from '../failure.ts';
import { evaluateAt, feelTypeOf, nameAt, placeAround, placeOf, placeOfName } from '../moves/evaluate-at.ts';
import { openNamedSubscription } from '../moves/open-subscription.ts';
import type { Step } from '../step.ts';
import type { CatchPlace, TriggerBehavior } from '../trigger-behavior.ts';

/**
 * Message: one receiver. Camunda 8 matches by name and correlation key, both computed once when the wait begins;
 * Camunda 7 has no key in the model and matches by what the sender says. A throwing message event is work for a worker;
 * without one it just passes.
 */
export const message: TriggerBehavior<MessageTrigger> = {
  allowedAt: [
    'startEvent',
    'intermediateCatchEvent',
    'intermediateThrowEvent',
    'boundaryEvent',
    'endEvent',
    'receiveTask',
    'eventSubProcessStart',
  ],

  prepare(step, trigger, place) {
    const name = nameAt(step, trigger.name, placeOfName(step, place.waiting));
    const correlationKey = trigger.correlationKey ? correlationKeyOf(step, trigger, place) : null;
    return () => openNamedSubscription(step, place, 'message', name, correlationKey);
  },
};

/** A boundary event's key is computed from around its activity: the inputs of the activity are not seen. */
function correlationKeyOf(
  step: Step,
  { correlationKey }: MessageTrigger,
  { element, waiting }: CatchPlace,
): string | null {
  if (!correlationKey) return null;
  const place = element.kind === 'boundaryEvent' ? placeAround(waiting) : placeOf(waiting);
  const evaluated = evaluateAt(step, correlationKey, place);
  const { value, warnings } = evaluated;
  const js = toJs(value);
  if (typeof js === 'string' && !evaluated.feelType) return js;
  // Camunda 8 cuts the fraction of a number.
  if (typeof js === 'number') return String(Math.trunc(js));
  if (typeof js === 'bigint') return String(js);
  const why = warnings.length === 0 ? '' : ` The evaluation reported the following warnings:\n${warnings.join('\n')}`;
  throw new StepFailure(
    'EXTRACT_VALUE_ERROR',
    `Failed to extract the correlation key for '${correlationKey.text}': The value must be either a string or a number, but was '${feelTypeOf(evaluated)}'.${why}`,
  );
}
