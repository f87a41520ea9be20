import { evaluate } from '../../expressions/evaluate.ts';
import type { ExecutionFacts } from '../../expressions/expression-port.ts';
import { notCast } from '../../expressions/juel/juel-operators.ts';
import { asText, classOf } from '../../expressions/juel/juel-value.ts';
import { fromVariable } from '../../expressions/juel/juel-variable.ts';
import type { Expression } from '../../graph/expression.ts';
import type { Form, FormField } from '../../graph/form.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import type { Variables } from '../commands.ts';
import { StepFailure } from '../failure.ts';
import type { Instant } from '../state.ts';
import { fieldValue, propertyValue, shownValue } from './form-values.ts';

export type ShownForm =
  | {
      readonly ok: true;
      readonly values: Variables;
      /** Of the fields that have one, by their ids: what stands above them, and what generated pages begin with. */
      readonly labels: Readonly<Record<string, string>>;
      readonly defaults: Readonly<Record<string, string>>;
      /** Values of the readable properties of the older notation, as texts. */
      readonly properties: Readonly<Record<string, string>>;
    }
  | { readonly ok: false; readonly message: string; readonly exception: string | null };

/** What expressions of a form see. */
interface FormScope {
  readonly seen: Variables;
  readonly now: Instant;
  /** Of a task: where it stands. What would be written to it is not. */
  readonly execution?: ExecutionFacts;
}

/** The fields of a form as a person gets them: the variable of the same name, else the default value. */
export function shownForm(form: Form, scope: FormScope): ShownForm {
  try {
    return { ok: true, properties: shownProperties(form, scope), ...shownFields(form, scope) };
  } catch (failure) {
    if (failure instanceof StepFailure) return { ok: false, message: failure.message, exception: failure.exception };
    throw failure;
  }
}

function shownFields(form: Form, scope: FormScope): Omit<Extract<ShownForm, { ok: true }>, 'ok' | 'properties'> {
  const values: Record<string, VariableValue> = {};
  const labels: Record<string, string> = {};
  const defaults: Record<string, string> = {};
  for (const field of form.fields) {
    const label = field.label && textOf(evaluated(field.label, scope));
    if (label) labels[field.id] = label;
    // The default is computed even where a variable stands for it.
    const given = field.defaultValue && evaluated(field.defaultValue, scope);
    const byDefault = given && given.text !== null ? propertyValue(field.type, given) : null;
    if (byDefault?.text != null) defaults[field.id] = byDefault.text;
    values[field.id] = shownField(field, scope.seen, given);
  }
  return { values, labels, defaults };
}

function shownProperties({ properties }: Form, scope: FormScope): Record<string, string> {
  const { seen } = scope;
  const texts: Record<string, string> = {};
  for (const { id, type, variableName, defaultValue, isReadable, assigned } of properties) {
    if (!isReadable) continue;
    const name = variableName ?? assigned?.variableName ?? id;
    const value = Object.hasOwn(seen, name) ? seen[name] : defaultValue && evaluated(defaultValue, scope);
    if (value === undefined || value.text === null) continue;
    if (type?.kind === 'string' && value.type !== 'String')
      throw new StepFailure(
        'EXTRACT_VALUE_ERROR',
        notCast(classOf(fromVariable(value)), 'java.lang.String'),
        'ClassCastException',
      );
    texts[id] = textOf(value);
  }
  return texts;
}

function shownField(field: FormField, seen: Variables, given: VariableValue | undefined): VariableValue {
  const value = Object.hasOwn(seen, field.id) ? seen[field.id] : undefined;
  if (value === undefined) return shownValue(field.type, given ? fieldValue(field.type, given) : null);
  try {
    return shownValue(field.type, fieldValue(field.type, value));
  } catch (failure) {
    if (failure instanceof StepFailure)
      throw new StepFailure(failure.incidentType, `failed to convert '${field.id}'`, 'FormFieldValidationException');
    throw failure;
  }
}

function evaluated(expression: Expression, { seen, now, execution }: FormScope): VariableValue {
  const result = evaluate(expression, {
    lookup: (name) => (Object.hasOwn(seen, name) ? seen[name] : undefined),
    names: () => Object.keys(seen),
    now,
    ...(execution && { execution }),
  });
  if (!result.ok) throw new StepFailure('EXTRACT_VALUE_ERROR', result.message);
  return result.value;
}

const textOf = (value: VariableValue): string => asText(fromVariable(value));
