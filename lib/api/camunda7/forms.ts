import {
  type Definition,
  type Element,
  type Form,
  type Key,
  type ShownForm,
  shownForm,
  type UserTaskRow,
  type VariableValue,
} from '@/engine/index.ts';
import type { Call } from './call.ts';
import { RestError } from './rest-error.ts';
import { formNamedBy } from './shown-task.ts';
import { type TypedValue, writeVariables } from './typed-values.ts';

type Variables = Readonly<Record<string, VariableValue>>;

/** Exceptions of the engine have this code; those of Java itself have none. */
const codeOf = (exception: string | null): number | null =>
  exception === null || exception === 'FormFieldValidationException' ? 0 : null;

/** The start event that a request begins at. */
export function plainStartOf({ graph }: Definition): Element | undefined {
  return graph.startEventIds
    .map((id) => graph.elements.get(id))
    .find((element) => element?.kind === 'startEvent' && element.trigger.kind === 'none');
}

export const formOf = (element: Element | undefined): Form | undefined =>
  element?.kind === 'startEvent' || element?.kind === 'userTask' ? element.form : undefined;

/** `FormDto`; a form that has fields and no key of its own is rendered by the engine, at `path`. */
export async function formDto(
  { engine }: Call,
  element: Element | undefined,
  formKey: string | null,
  path: string,
  taskKey: Key | null,
): Promise<unknown> {
  const hasFields = (formOf(element)?.fields.length ?? 0) > 0;
  return {
    key: formKey ?? (hasFields ? `embedded:engine://engine/:engine/${path}/rendered-form` : null),
    camundaFormRef: await formNamedBy(engine, element, taskKey),
    contextPath: null,
  };
}

/** The values of the fields as a person gets them, with all else that is shown of them. */
export type FormShown = Omit<Extract<ShownForm, { readonly ok: true }>, 'ok'>;
const NO_FORM: FormShown = { values: {}, labels: {}, defaults: {}, properties: {} };

/** Of a start event, before there is anything that its expressions could see. */
export function startFormShown(element: Element | undefined): FormShown {
  const form = formOf(element);
  return form === undefined ? NO_FORM : mustBeShown(shownForm(form, { seen: {}, now: Date.now() }));
}

/** Of a task. */
export async function taskFormShown({ engine }: Call, task: UserTaskRow): Promise<FormShown> {
  const { definitionKey, elementId } = task;
  const definition = definitionKey === null ? null : await engine.definition({ key: definitionKey });
  const form = formOf(definition?.graph.elements.get(elementId ?? ''));
  return definition === null || form === undefined
    ? NO_FORM
    : mustBeShown(await engine.shownTaskForm(task.key, definition, form));
}

function mustBeShown(shown: ShownForm): FormShown {
  if (!shown.ok)
    throw new RestError(500, shown.exception ?? 'ProcessEngineException', shown.message, codeOf(shown.exception));
  return shown;
}

/** Those that were asked for; `names` undefined: all. */
export function writeNamed(
  variables: Variables,
  names: readonly string[] | undefined,
  deserialize: boolean,
): Readonly<Record<string, TypedValue>> {
  return writeVariables(
    names === undefined
      ? variables
      : Object.fromEntries(Object.entries(variables).filter(([name]) => names.includes(name))),
    deserialize,
  );
}

/**
 * Forms that cannot be shown are the caller's mistake, in one sentence whatever the engine says; Java's own failures
 * stay.
 */
export async function mustShow(show: () => FormShown | Promise<FormShown>, refusal: () => RestError): Promise<void> {
  try {
    await show();
  } catch (error) {
    throw error instanceof RestError && error.code !== null ? refusal() : error;
  }
}
