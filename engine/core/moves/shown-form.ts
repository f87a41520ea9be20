import { evaluate } from '../../expressions/evaluate.ts';
import type { Form, FormField } from '../../graph/form.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import type { Variables } from '../commands.ts';
import { StepFailure } from '../failure.ts';
import type { Instant } from '../state.ts';
import { fieldValue, propertyValue, shownValue } from './form-values.ts';

export type ShownForm =
  | { readonly ok: true; readonly values: Variables }
  | { readonly ok: false; readonly message: string; readonly exception: string | null };

/** The fields of a form as a person gets them: the variable of the same name, else the default value. */
export function shownForm(form: Form, seen: Variables, now: Instant): ShownForm {
  try {
    return {
      ok: true,
      values: Object.fromEntries(form.fields.map((field) => [field.id, shownField(field, seen, now)])),
    };
  } catch (failure) {
    if (failure instanceof StepFailure) return { ok: false, message: failure.message, exception: failure.exception };
    throw failure;
  }
}

function shownField(field: FormField, seen: Variables, now: Instant): VariableValue {
  const value = Object.hasOwn(seen, field.id) ? seen[field.id] : undefined;
  // The default is computed even where it is not shown.
  const given = defaultOf(field, seen, now);
  if (value === undefined) return shownValue(field.type, given);
  try {
    return shownValue(field.type, fieldValue(field.type, value));
  } catch (failure) {
    if (failure instanceof StepFailure)
      throw new StepFailure(failure.incidentType, `failed to convert '${field.id}'`, 'FormFieldValidationException');
    throw failure;
  }
}

function defaultOf({ defaultValue, type }: FormField, seen: Variables, now: Instant): VariableValue | null {
  if (!defaultValue) return null;
  const evaluated = evaluate(defaultValue, {
    lookup: (name) => (Object.hasOwn(seen, name) ? seen[name] : undefined),
    names: () => Object.keys(seen),
    now,
  });
  if (!evaluated.ok) throw new StepFailure('EXTRACT_VALUE_ERROR', evaluated.message);
  return evaluated.value.text === null ? null : propertyValue(type, evaluated.value);
}
