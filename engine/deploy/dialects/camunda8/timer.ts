import type { TimerTrigger } from '../../../graph/trigger.ts';
import { parseInterval, parseMoment, readCycle } from '../../../core/triggers/java-time.ts';
import { TIMER_TYPES } from '../../../core/triggers/timer.ts';
import { cronProblem, isRepetition, timerSchedule } from '../../../core/triggers/timer-schedule.ts';
import { CAMUNDA8_SEMANTICS } from '../../../graph/semantics.ts';
import type { ModelReader } from '../../model-reader.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';
import { idOf } from './attributes.ts';

/** Camunda 8 reads a timer without expression at deployment; where a cycle may stand is its rule too. */
export function checkTimer(
  reader: ModelReader,
  event: XmlElement,
  _at: XmlElement,
  { type, value }: TimerTrigger,
): void {
  if (event.name === 'intermediateCatchEvent' && type === 'cycle')
    reader.problem(event, 'Intermediate timer catch event must have either a time duration or a time date.');
  else if (event.name === 'boundaryEvent' && type === 'cycle' && attributeOf(event, 'cancelActivity') !== 'false')
    reader.problem(event, 'Interrupting timer event with time cycle is not allowed.', idOf(event));
  if (value.language !== 'literal') return;
  const { text } = value;
  if (value.isNumber) {
    const { expected } = TIMER_TYPES[type];
    reader.problem(
      event,
      `Invalid timer ${type} expression (Expected result of the expression '${text}' to be ${expected}, but was 'NUMBER'.)`,
    );
    return;
  }
  const quoted = `'${text}' for expression '${text}'.`;
  if (type === 'duration' && parseInterval(text) === null)
    reader.problem(event, `Invalid timer duration expression (Invalid duration format ${quoted})`);
  if (type === 'date' && parseMoment(text) === null)
    reader.problem(event, `Invalid timer date expression (Invalid date-time format ${quoted})`);
  const wrong = type === 'cycle' ? wrongCycle(text) : null;
  if (wrong !== null) reader.problem(event, `Invalid timer cycle expression (${wrong})`);
}

function wrongCycle(text: string): string | null {
  if (timerSchedule('cycle', text, 0, CAMUNDA8_SEMANTICS) !== null) return null;
  const cycle = isRepetition(text) ? readCycle(text) : cronProblem(text, 0);
  return typeof cycle === 'string' ? cycle : null;
}
