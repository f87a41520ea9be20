import { Decimal } from '../expressions/feel/decimal.ts';
import {
  FeelFunction,
  FeelRange,
  type FeelValue,
  fromVariable,
  isContext,
  isList,
  jsonText,
  toVariable,
} from '../expressions/feel/feel-value.ts';
import { asText } from '../expressions/juel/juel-value.ts';
import { doubleText } from '../expressions/juel/json-tree.ts';
import { fromVariable as ofJuel } from '../expressions/juel/juel-variable.ts';
import {
  DaysDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  isTemporal,
  MonthsDuration,
} from '../expressions/feel/temporal.ts';
import { javaTemporal } from '../expressions/feel/write-temporal.ts';
import type { DecisionSemantics } from '../graph/decision-semantics.ts';
import type { VariableValue } from '../graph/variable-value.ts';
import type { DecidedValue } from './decision-outcome.ts';

export const NOTHING: DecidedValue = { feel: null, value: { type: 'Null', text: null }, isTyped: false };

/** A result of FEEL without a type of the model's. */
export function untyped(feel: FeelValue, semantics: DecisionSemantics): DecidedValue {
  // Java has no value for a range.
  if (semantics.wholeNumbers === 'Long' && feel instanceof FeelRange) return NOTHING;
  return { feel, value: semantics.wholeNumbers === 'Long' ? javaValue(feel) : toVariable(feel), isTyped: false };
}

/** A result of JUEL, which has a type by itself, but none that the model says. */
export function juelValue(value: VariableValue): DecidedValue {
  return { ...ofVariable(value, false), javaText: asText(ofJuel(value)) };
}

/** A value whose type is known. */
export function ofVariable(value: VariableValue, isTyped: boolean): DecidedValue {
  return { feel: fromVariable(value), value, isTyped };
}

/** Classes in which Camunda 7 keeps what has no type of variable; clients see them. */
const COLLECTIONS = 'camundajar.impl.scala.collection.convert.JavaCollectionWrappers';

function javaValue(feel: FeelValue): VariableValue {
  const value = toVariable(feel, 'double');
  if (feel instanceof Decimal && value.type === 'Integer') return { type: 'Long', text: value.text };
  if (isList(feel)) return javaObject(`${COLLECTIONS}$SeqWrapper`, jsonText(feel, 'double'));
  if (isContext(feel)) return javaObject(`${COLLECTIONS}$MapWrapper`, jsonText(feel, 'double'));
  const time = javaTimeClass(feel);
  return time === null || !isTemporal(feel) ? value : javaObject(time, JSON.stringify(javaTemporal(feel)));
}

/** `String.valueOf` of what FEEL's values are in Java: numbers are Long or Double, whatever their digits. */
export function javaText(feel: FeelValue): string {
  if (typeof feel === 'string') return feel;
  if (isList(feel)) return `[${feel.map(javaText).join(', ')}]`;
  if (isContext(feel)) return `{${[...feel].map(([name, item]) => `${name}=${javaText(item)}`).join(', ')}}`;
  if (feel instanceof Decimal) {
    const { type, text } = toVariable(feel, 'double');
    return type === 'Double' ? doubleText(Number(text)) : String(text);
  }
  if (feel instanceof FeelFunction) return `function(${feel.parameters.join(', ')})`;
  return isTemporal(feel) ? javaTemporal(feel) : String(feel);
}

/** The class of a date, a time or a duration. */
export function javaTimeClass(feel: FeelValue): string | null {
  const name = classOfTime(feel);
  return name === null ? null : `java.time.${name}`;
}

function classOfTime(feel: FeelValue): string | null {
  if (feel instanceof FeelDate) return 'LocalDate';
  if (feel instanceof FeelDateTime)
    return feel.time.zone.offset === null && feel.time.zone.name === null ? 'LocalDateTime' : 'ZonedDateTime';
  if (feel instanceof FeelTime)
    return feel.zone.offset === null && feel.zone.name === null ? 'LocalTime' : 'OffsetTime';
  if (feel instanceof DaysDuration) return 'Duration';
  return feel instanceof MonthsDuration ? 'Period' : null;
}

/** Camunda 7 keeps lists and maps as Java objects; here their JSON is kept, and shown. */
export function javaObject(objectTypeName: string, json: string, contents?: string): VariableValue {
  return {
    type: 'Object',
    text: json,
    info: {
      objectTypeName,
      serializationDataFormat: 'application/x-java-serialized-object',
      ...(contents !== undefined && { contents }),
    },
  };
}
