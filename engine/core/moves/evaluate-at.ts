import { evaluate } from '../../expressions/evaluate.ts';
import type { Evaluation, FeelType } from '../../expressions/expression-port.ts';
import { notCast } from '../../expressions/juel/juel-operators.ts';
import { asText } from '../../expressions/juel/juel-value.ts';
import { fromVariable } from '../../expressions/juel/juel-variable.ts';
import { fromJson, toJs } from '../../expressions/values.ts';
import type { Expression } from '../../graph/expression.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import { ofClass, StepFailure, ThrownByCode, ThrownInExpression } from '../failure.ts';
import type { IncidentType } from '../state.ts';
import type { Step } from '../step.ts';
import type { Waiting } from '../trigger-behavior.ts';
import type { EvaluationPlace } from './evaluation-place.ts';
import { feelScript } from './feel-script.ts';
import { runScript } from './outside.ts';
import { JuelScopeAtPlace, ScopeAtPlace } from './scope-at-place.ts';

export type { EvaluationPlace } from './evaluation-place.ts';

export interface Evaluated {
  readonly value: VariableValue;
  readonly feelType?: FeelType;
  readonly warnings: readonly string[];
  readonly items?: readonly VariableValue[];
  readonly javaClass?: string;
}

/** Inside an element instance. */
export function placeOf(at: Waiting): EvaluationPlace {
  return { instanceKey: at.instanceKey, scopeKey: at.key, elementId: at.elementId, elementInstanceKey: at.key };
}

/** Around an element instance: what its surroundings see. */
export function placeAround(at: Waiting): EvaluationPlace {
  return { instanceKey: at.instanceKey, scopeKey: at.scopeKey, elementId: at.elementId, elementInstanceKey: at.key };
}

export function evaluateAt(
  step: Step,
  expression: Expression,
  place: EvaluationPlace,
  failureType: IncidentType = 'EXTRACT_VALUE_ERROR',
): Evaluated {
  if (expression.language === 'literal') return { value: { type: 'String', text: expression.text }, warnings: [] };
  if (expression.language === 'javascript')
    return { value: runScript(step, expression, place, (source) => evaluateAt(step, source, place)), warnings: [] };
  const scope = expression.language === 'juel' ? new JuelScopeAtPlace(step, place) : new ScopeAtPlace(step, place);
  if (expression.language === 'feel' && step.semanticsOf(place.instanceKey).onFailure === 'rollback')
    return { value: feelScript(expression.text, scope, failureType), warnings: [] };
  const result = thrownWithin(expression, failureType, () => evaluate(expression, scope));
  // What was done before it failed stays where an error event catches the failure.
  if (scope instanceof JuelScopeAtPlace) scope.applyEffects();
  if (!result.ok) throw ofClass(result.javaClass ?? null, new StepFailure(failureType, result.message));
  return result;
}

/** What the host registered throws an error of the model out of an expression as it does out of any other code. */
function thrownWithin(expression: Expression, failureType: IncidentType, run: () => Evaluation): Evaluation {
  try {
    return run();
  } catch (failure) {
    if (!(failure instanceof ThrownInExpression)) throw failure;
    const { thrown } = failure;
    if (thrown instanceof ThrownByCode) throw thrown;
    const message = `Failed to evaluate expression '${expression.text}': ${thrown.message}`;
    throw ofClass(thrown.javaClass, new StepFailure(failureType, message));
  }
}

/** What Camunda 7 calls the class of a result in its failures. */
export const javaClassOf = ({ javaClass, value }: Evaluated): string => javaClass ?? `java.lang.${value.type}`;

/** What Camunda 8 calls the type of a result. */
export const feelTypeOf = ({ feelType, value }: Pick<Evaluated, 'feelType' | 'value'>): string =>
  feelType ?? jsonTypeOf(value);

function jsonTypeOf(value: VariableValue): string {
  const js = toJs(value);
  if (js === null || js === undefined) return 'NULL';
  if (Array.isArray(js)) return 'ARRAY';
  switch (typeof js) {
    case 'string':
      return 'STRING';
    case 'boolean':
      return 'BOOLEAN';
    case 'number':
    case 'bigint':
      return 'NUMBER';
    default:
      return 'OBJECT';
  }
}

export function wrongType(expression: Expression, expected: string, evaluated: Evaluated): StepFailure {
  return notOfType(expression, expected, feelTypeOf(evaluated), evaluated.warnings);
}

function notOfType(
  { text }: Expression,
  expected: string,
  type: string,
  warnings: readonly string[] = [],
): StepFailure {
  const why = warnings.length === 0 ? '' : ` The evaluation reported the following warnings:\n${warnings.join('\n')}`;
  return new StepFailure(
    'EXTRACT_VALUE_ERROR',
    `Expected result of the expression '${text}' to be ${expected}, but was '${type}'.${why}`,
  );
}

/** A text, which has to be one in both engines. */
export function textAt(step: Step, expression: Expression, place: EvaluationPlace): string {
  const evaluated = evaluateAt(step, expression, place);
  if (expression.isNumber) throw notOfType(expression, "'STRING'", 'NUMBER');
  const text = textOf(expression, evaluated);
  if (text === null) throw wrongType(expression, "'STRING'", evaluated);
  return text;
}

/**
 * Where the name is computed by which an event waits. In Camunda 7 those of the process's own event sub-processes wait
 * before the instance has variables, while it stands at its start event.
 */
export function placeOfName(step: Step, waiting: Waiting): EvaluationPlace {
  const place = placeOf(waiting);
  const { instanceKey, key } = waiting;
  if (key !== instanceKey || step.semanticsOf(instanceKey).eventStartsOpen !== 'withScope') return place;
  return { ...place, isOverlayAll: true, currentElementId: step.instance(instanceKey).startElementId };
}

/** A name or topic, which in Camunda 8 has to be a text; Camunda 7 takes none (null), by which nothing is found. */
export const nameAt = (step: Step, expression: Expression, place: EvaluationPlace): string | null =>
  expression.language === 'juel' ? optionalTextAt(step, expression, place) : textAt(step, expression, place);

/** Null where Camunda 7 has none. */
export function optionalTextAt(step: Step, expression: Expression | undefined, place: EvaluationPlace): string | null {
  return expression ? textOf(expression, evaluateAt(step, expression, place)) : null;
}

function textOf(expression: Expression, evaluated: Evaluated): string | null {
  const { type, text } = evaluated.value;
  if (type === 'String' && !evaluated.feelType) return text;
  if (expression.language === 'feel') throw wrongType(expression, "'STRING'", evaluated);
  if (text !== null)
    throw new StepFailure(
      'EXTRACT_VALUE_ERROR',
      notCast(javaClassOf(evaluated), 'java.lang.String'),
      'ClassCastException',
    );
  return null;
}

/** A text where Camunda 7 says what was there instead; null where there is nothing. */
export function castTextAt(step: Step, expression: Expression, place: EvaluationPlace): string | null {
  const { type, text } = evaluateAt(step, expression, place).value;
  if (type === 'String' || text === null) return text;
  throw new StepFailure(
    'EXTRACT_VALUE_ERROR',
    `Cannot cast '${javaTextOf(step, expression, place)}' to String`,
    'ClassCastException',
  );
}

/** The result as Java writes it. */
const javaTextOf = (step: Step, expression: Expression, place: EvaluationPlace): string =>
  asText(fromVariable(evaluateAt(step, expression, place).value));

/**
 * Number of the version that is called. Camunda 7 reads a text as Java reads a whole number, takes no other type for
 * one, and finds nothing where there is none (null).
 */
export function calledVersionAt(
  step: Step,
  expression: Expression,
  place: EvaluationPlace,
  incidentType: IncidentType,
): number | null {
  if (expression.language === 'feel') return integerAt(step, expression, place, 'Version');
  const { type, text } = evaluateAt(step, expression, place).value;
  if (text === null) return null;
  if (type === 'Integer' || (type === 'String' && isIntegerText(text))) return Number(text);
  if (type === 'String') throw new StepFailure(incidentType, `For input string: "${text}"`, 'NumberFormatException');
  throw new StepFailure(
    incidentType,
    `It is not possible to transform '${javaTextOf(step, expression, place)}' into an integer.`,
  );
}

/** What Java reads as a whole number of 32 bits. */
export const isIntegerText = (text: string): boolean => /^[+-]?\d+$/.test(text) && (Number(text) | 0) === Number(text);

/** A version tag of a decision: Camunda 7 looks for 'null' where there is none. */
export const versionTagAt = (step: Step, expression: Expression, place: EvaluationPlace): string =>
  optionalVersionTagAt(step, expression, place) ?? 'null';

/** A version tag; null: there is none. Camunda 7 takes no other type than a text for one. */
export function optionalVersionTagAt(step: Step, expression: Expression, place: EvaluationPlace): string | null {
  if (expression.language === 'feel') return textAt(step, expression, place);
  const { type, text } = evaluateAt(step, expression, place).value;
  if (type === 'String' || text === null) return text;
  throw new StepFailure(
    'EXTRACT_VALUE_ERROR',
    `It is not possible to transform '${javaTextOf(step, expression, place)}' into a string.`,
  );
}

export function conditionAt(step: Step, expression: Expression, place: EvaluationPlace): boolean {
  const evaluated = evaluateAt(step, expression, place);
  const { value } = evaluated;
  if (value.type === 'Boolean') return value.text === 'true';
  const isStrict = expression.language === 'feel' || step.semanticsOf(place.instanceKey).onFailure === 'incident';
  if (!isStrict && expression.language === 'literal' && (value.text === 'true' || value.text === 'false'))
    return value.text === 'true';
  if (isStrict && expression.isNumber) throw notOfType(expression, "'BOOLEAN'", 'NUMBER');
  if (isStrict) throw wrongType(expression, "'BOOLEAN'", evaluated);
  throw new StepFailure(
    'EXTRACT_VALUE_ERROR',
    value.text === null
      ? 'condition expression returns null: result is null'
      : `condition expression returns non-Boolean: result has class ${javaClassOf(evaluated)} and not java.lang.Boolean`,
  );
}

/** A whole number, written down or computed. */
export function integerAt(step: Step, expression: Expression, place: EvaluationPlace, name: string): number {
  const evaluated = evaluateAt(step, expression, place);
  const { value } = evaluated;
  const isNumber =
    value.type === 'Integer' || value.type === 'Long' || value.type === 'Short' || value.type === 'Double';
  if (
    !isNumber &&
    (expression.language === 'feel' ||
      ((Number.isNaN(Number(value.text)) || value.text?.trim() === '') &&
        step.semanticsOf(place.instanceKey).onFailure === 'incident'))
  )
    throw wrongType(expression, "'NUMBER'", evaluated);
  const number = value.text === null || value.text.trim() === '' ? Number.NaN : Number(value.text);
  if (!Number.isFinite(number) || (!isNumber && value.type !== 'String'))
    throw new StepFailure('EXTRACT_VALUE_ERROR', `${name} is not an Integer`);
  return Math.trunc(number);
}

/** What a job gets whose priority cannot be computed. */
const DEFAULT_PRIORITY = 0;

const MIN_PRIORITY = -(2 ** 31);
const MAX_PRIORITY = 2 ** 31 - 1;

/**
 * A job's priority. In Camunda 7 it never stops a token: it is 0 where its expression throws (a missing variable, say);
 * a result that is no number is a failure all the same. Camunda 8 wants a whole number of 32 bits, and makes no job
 * before it has one.
 */
export function priorityAt(step: Step, expression: Expression, place: EvaluationPlace): number {
  if (step.semanticsOf(place.instanceKey).onFailure === 'incident') return wholePriorityAt(step, expression, place);
  try {
    evaluateAt(step, expression, place);
  } catch (failure) {
    if (failure instanceof StepFailure) return DEFAULT_PRIORITY;
    throw failure;
  }
  return expression.language === 'literal'
    ? integerAt(step, expression, place, 'Priority value')
    : javaNumberAt(step, expression, place);
}

/** Camunda 7 takes whole numbers, and no text for one. */
function javaNumberAt(step: Step, expression: Expression, place: EvaluationPlace): number {
  const { value } = evaluateAt(step, expression, place);
  if (value.type === 'Integer' || value.type === 'Long' || value.type === 'Short') return Number(value.text);
  throw new StepFailure(
    'EXTRACT_VALUE_ERROR',
    value.type === 'Double'
      ? 'Priority value must be either Short, Integer, or Long'
      : 'Priority value is not an Integer',
  );
}

function wholePriorityAt(step: Step, expression: Expression, place: EvaluationPlace): number {
  const priority = integerAt(step, expression, place, 'Priority value');
  const { value } = evaluateAt(step, expression, place);
  if (value.text !== null && Number(value.text) !== priority)
    throw new StepFailure(
      'EXTRACT_VALUE_ERROR',
      `Expected result of the expression '${expression.text}' to be an integer, but was a decimal.`,
    );
  if (priority < MIN_PRIORITY || priority > MAX_PRIORITY)
    throw new StepFailure(
      'EXTRACT_VALUE_ERROR',
      `Expected priority to be in the range [${MIN_PRIORITY},${MAX_PRIORITY}] but was '${priority}'.`,
    );
  return priority;
}

export function listAt(step: Step, expression: Expression, place: EvaluationPlace): readonly VariableValue[] {
  const evaluated = evaluateAt(step, expression, place);
  const items = itemsOf(expression, evaluated);
  if (items) return items;
  if (expression.language === 'feel') throw wrongType(expression, "'ARRAY'", evaluated);
  throw new StepFailure(
    'EXTRACT_VALUE_ERROR',
    `ENGINE-02024 Expression '${expression.text}' didn't resolve to type 'Collection'.`,
  );
}

/** The items of a list; null: it is none. To Camunda 7 a list is one of Java, not one of JSON, and no array either. */
export function itemsOf({ language }: Expression, { items, value }: Evaluated): readonly VariableValue[] | null {
  if (items) return items;
  const isArray = value.info?.objectTypeName?.startsWith('[') ?? false;
  const js = language === 'juel' && (value.type !== 'Object' || isArray) ? null : toJs(value);
  return Array.isArray(js) ? js.map((item) => fromJson(item)) : null;
}
