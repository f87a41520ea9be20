import { classOf } from '../../expressions/juel/juel-value.ts';
import { fromVariable } from '../../expressions/juel/juel-variable.ts';
import type { FormConstraint, FormValidator } from '../../graph/form.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import type { StepFailure } from '../failure.ts';
import type { Step } from '../step.ts';
import type { EvaluationPlace } from './evaluation-place.ts';
import { formFailure, javaText } from './form-values.ts';
import { callValidator } from './outside.ts';

const INTEGRAL: ReadonlySet<string> = new Set(['Short', 'Integer', 'Long']);

/**
 * What Camunda 7 demands of a value before it converts it, so bounds are read as the type that was sent. `max` is the
 * first number that is too large. A value that is missing only fails to be required; `isFilled` tells whether something
 * else stands for it.
 */
export function checkConstraint(
  fieldId: string,
  constraint: FormConstraint,
  value: VariableValue | undefined,
  isFilled: (() => boolean) | undefined,
): void {
  const holds =
    isFilled || !value ? constraint.name !== 'required' || (isFilled?.() ?? false) : holdsFor(constraint, value);
  if (!holds) throw invalid(fieldId, constraint);
}

/** What the host registered says whether a value may be; it is asked about a missing one too. */
export function askValidator(
  fieldId: string,
  constraint: FormValidator,
  value: VariableValue | undefined,
  step: Step,
  place: EvaluationPlace,
): void {
  const answer = callValidator(step, constraint.delegate, place, value ?? { type: 'Null', text: null });
  if (answer.type !== 'Boolean' || answer.text !== 'true') throw invalid(fieldId, constraint);
}

function invalid(fieldId: string, { name, config }: FormConstraint | FormValidator): StepFailure {
  const shown = config === null ? '' : `(${config})`;
  return formFailure(`Invalid value submitted for form field '${fieldId}': validation of ${name}${shown} failed.`);
}

function holdsFor(constraint: FormConstraint, value: VariableValue): boolean {
  switch (constraint.name) {
    case 'required':
      return value.type !== 'String' || value.text !== '';
    case 'readonly':
      return false;
    case 'minlength':
      return lengthOf(value, 'MinLengthValidator') >= lengthBound(constraint);
    case 'maxlength':
      return lengthOf(value, 'MaxLengthValidator') <= lengthBound(constraint);
    case 'min':
      return isNumber(value) && Number(value.text) >= numberBound(constraint, value);
    case 'max':
      return isNumber(value) && Number(value.text) < numberBound(constraint, value);
  }
}

function lengthOf(value: VariableValue, validator: string): number {
  if (value.type === 'String' && value.text !== null) return value.text.length;
  throw formFailure(
    `String validator ${validator} cannot be used on non-string value of type class ${classOf(fromVariable(value))}`,
  );
}

function lengthBound({ name, config }: FormConstraint): number {
  if (config !== null && /^[+-]?\d+$/.test(config)) return Number(config);
  throw formFailure(`Cannot validate "${name}": configuration ${config ?? 'null'} cannot be interpreted as Integer`);
}

const isNumber = ({ type }: VariableValue): boolean => INTEGRAL.has(type) || type === 'Double';

function numberBound({ config }: FormConstraint, value: VariableValue): number {
  const isReadable =
    config !== null &&
    (INTEGRAL.has(value.type) ? /^[+-]?\d+$/.test(config) : config.trim() !== '' && Number.isFinite(Number(config)));
  if (!isReadable)
    throw formFailure(
      `Cannot validate ${value.type} value ${javaText(value)}: configuration ${config ?? 'null'} cannot be parsed as ${value.type}.`,
    );
  return Number(config);
}
