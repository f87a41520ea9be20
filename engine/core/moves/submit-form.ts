import { JuelFailure } from '../../expressions/juel/juel-value.ts';
import { fromVariable } from '../../expressions/juel/juel-variable.ts';
import type { Form, FormField, FormProperty } from '../../graph/form.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import type { Variables } from '../commands.ts';
import type { FormSubmitted } from '../events.ts';
import type { Key } from '../state.ts';
import type { Step } from '../step.ts';
import { evaluateAt, type EvaluationPlace } from './evaluate-at.ts';
import { askValidator, checkConstraint } from './form-constraints.ts';
import { fieldValue, formFailure, propertyValue } from './form-values.ts';
import { withMember } from './set-member.ts';
import { lookupVariable } from './variables.ts';

/** What was submitted and not taken yet, and what became of the rest: fields see the values of those before them. */
interface Submission {
  readonly step: Step;
  readonly place: EvaluationPlace;
  readonly given: Map<string, VariableValue>;
  readonly taken: Map<string, VariableValue>;
}

/**
 * The variables that a form makes of what was submitted: checked, converted, completed by defaults. The first fault
 * refuses all.
 */
export function submittedVariables(
  step: Step,
  form: Form | undefined,
  variables: Variables,
  place: EvaluationPlace,
): Variables {
  if (!form) return variables;
  const submission: Submission = { step, place, given: new Map(Object.entries(variables)), taken: new Map() };
  for (const property of form.properties) takeProperty(submission, property);
  for (const field of form.fields) if (!field.isBusinessKey) takeField(submission, field);
  return Object.fromEntries([...submission.taken, ...submission.given]);
}

/** History keeps what was sent as texts, whatever the form made of it. `task` null: the form started the instance. */
export function noteForm(step: Step, instanceKey: Key, task: FormSubmitted['task'], variables: Variables): void {
  const fields = Object.fromEntries(
    Object.entries(variables).flatMap(([name, { type, text }]) =>
      type === 'String' && text !== null ? [[name, text] as const] : [],
    ),
  );
  if (Object.keys(fields).length > 0) step.emit({ type: 'formSubmitted', at: step.now, instanceKey, task, fields });
}

/** What is no JSON or XML, though it says so, cannot be looked at. */
function checkReadable(value: VariableValue | undefined): void {
  try {
    if (value?.type === 'Json' || value?.type === 'Xml') fromVariable(value);
  } catch (failure) {
    const [, exception, sentence] =
      /^[\w.]*?(\w+Exception): (.*)$/.exec(failure instanceof JuelFailure ? failure.message : '') ?? [];
    throw sentence === undefined ? failure : formFailure(sentence, exception);
  }
}

function takeField(submission: Submission, field: FormField): void {
  const { given, taken } = submission;
  const value = given.get(field.id);
  given.delete(field.id);
  checkReadable(value);
  const isFilled = value?.text == null ? () => hasValue(submission, field) : undefined;
  for (const constraint of field.constraints)
    if (constraint.name === 'validator') askValidator(field.id, constraint, value, submission.step, submission.place);
    else checkConstraint(field.id, constraint, value, isFilled);
  const kept = value ?? defaultOf(submission, field);
  // A default that is computed to nothing makes a variable all the same.
  if (kept) taken.set(field.id, fieldValue(field.type, kept));
}

/** What a required field may have instead of a submitted value. */
function hasValue(submission: Submission, field: FormField): boolean {
  const present = presentOf(submission, field.id);
  return isThere(present) || isThere(defaultOf(submission, field));
}

const isThere = (value: VariableValue | undefined): boolean => value !== undefined && value.text !== null;

function takeProperty(submission: Submission, property: FormProperty): void {
  const { given, taken } = submission;
  const { id, type, assigned } = property;
  const value = given.get(id);
  if (value && !property.isWritable) throw formFailure(`form property '${id}' is not writable`);
  if (!value && property.isRequired && !property.defaultValue) throw formFailure(`form property '${id}' is required`);
  given.delete(id);
  checkReadable(value);
  const otherwise = value ? undefined : defaultOf(submission, property);
  const kept = value ?? (isThere(otherwise) ? otherwise : undefined);
  if (!kept && property.isRequired) throw formFailure(`form property '${id}' is required`);
  const converted = kept && (type ? propertyValue(type, kept) : kept.text === null ? null : kept);
  if (!converted) return;
  if (property.variableName !== undefined || !assigned) {
    taken.set(property.variableName ?? id, converted);
    return;
  }
  const present = presentOf(submission, assigned.variableName);
  if (!present)
    throw formFailure(
      `Error while evaluating expression: ${assigned.text}. Cause: Cannot resolve identifier '${assigned.variableName}'`,
    );
  taken.set(assigned.variableName, withMember(present, assigned, converted));
}

const presentOf = ({ step, place, taken }: Submission, name: string): VariableValue | undefined =>
  taken.get(name) ?? lookupVariable(step, place.scopeKey, name)?.value;

function defaultOf(
  { step, place, taken }: Submission,
  { defaultValue }: FormField | FormProperty,
): VariableValue | undefined {
  return defaultValue && evaluateAt(step, defaultValue, { ...place, overlay: Object.fromEntries(taken) }).value;
}
