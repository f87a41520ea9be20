import {
  type Definition,
  type Element,
  type Form,
  type FormField,
  type FormProperty,
  type FormReference,
  type Key,
  namedForm,
  plainlyNamed,
  shownForm,
  toJsonText,
  type VariableValue,
} from '@/engine/index.ts';
import type { FormFieldView, FormView } from '../views/form-view.ts';
import type { QueryContext } from './query.ts';

/** Keys that name a form inside the model, and a file beside it. */
const EMBEDDED = 'camunda-forms:bpmn:';
const OF_DEPLOYMENT = 'camunda-forms:deployment:';

export interface FormPlace {
  readonly definition: Definition;
  readonly element: Element | undefined;
  readonly formKey: string | null;
  /** The version that a task got when it came to be. */
  readonly formDefinitionKey: Key | null;
  readonly seen: Readonly<Record<string, VariableValue>>;
  /** null: of a start event. */
  readonly taskKey: Key | null;
}
type Context = Pick<QueryContext, 'engine'>;

/** The form of a task or start event, whichever way the model names it. */
export async function formOf(context: Context, place: FormPlace): Promise<FormView | null> {
  const { element, formKey } = place;
  if (element?.kind !== 'userTask' && element?.kind !== 'startEvent') return null;
  if (place.formDefinitionKey !== null)
    return versionOf(context, place, place.formDefinitionKey, place.formDefinitionKey);
  if (element.formReference) return referredForm(context, place, element.formReference);
  if (element.kind === 'startEvent' && element.formLink)
    return formById(context, place, {
      formId: element.formLink.formId.text,
      binding: element.formLink.binding,
      versionTag: element.formLink.versionTag,
    });
  if (formKey?.startsWith(EMBEDDED)) return embeddedForm(place, formKey.slice(EMBEDDED.length));
  if (formKey?.startsWith(OF_DEPLOYMENT)) return fileOf(context, place, formKey.slice(OF_DEPLOYMENT.length));
  return element.form ? fieldsOf(context, place, element.form) : null;
}

async function referredForm(context: Context, place: FormPlace, reference: FormReference): Promise<FormView> {
  const { taskKey } = place;
  if (taskKey === null) {
    const { key, binding, version } = plainlyNamed(reference);
    return formById(context, place, { formId: key, binding, version });
  }
  const naming = await namedForm(reference, (expression) => context.engine.evaluateExpression(taskKey, expression));
  return naming.ok
    ? formById(context, place, { formId: naming.form.key, binding: naming.form.binding, version: naming.form.version })
    : { kind: 'missing', name: reference.key.text, because: naming.message };
}

async function formById(
  context: Context,
  place: FormPlace,
  {
    formId,
    binding,
    version,
    versionTag,
  }: {
    formId: string;
    binding: 'latest' | 'deployment' | 'version' | 'versionTag';
    version?: number | null;
    versionTag?: string;
  },
): Promise<FormView> {
  const { deploymentKey, tenantId } = place.definition;
  const found = await context.engine.form({
    formId,
    binding,
    deploymentKey,
    tenantId,
    ...(version !== null && version !== undefined && { version }),
    ...(versionTag !== undefined && { versionTag }),
  });
  return found
    ? versionOf(context, place, found.key, formId)
    : { kind: 'missing', name: formId, because: 'No such form is deployed.' };
}

async function versionOf({ engine }: Context, { seen }: FormPlace, key: Key, name: string): Promise<FormView> {
  const row = await engine.search.get('form', key);
  const content = row && (await engine.search.resourceContent(row.resourceKey));
  return row && content
    ? schemaView(row.formId, row.version, textOf(content), seen)
    : { kind: 'missing', name, because: 'It was deleted.' };
}

async function fileOf({ engine }: Context, { definition, seen }: FormPlace, name: string): Promise<FormView> {
  const [file] = await engine.search.find('resource', {
    where: [
      { field: 'deploymentKey', op: '=', value: definition.deploymentKey },
      { field: 'name', op: '=', value: name },
    ],
    limit: 1,
  });
  const content = file ? await engine.search.resourceContent(file.key) : null;
  return content
    ? schemaView(name, null, textOf(content), seen)
    : { kind: 'missing', name, because: 'No such file was deployed with the process.' };
}

function embeddedForm({ definition, seen }: FormPlace, id: string): FormView {
  const schema = definition.graph.embeddedForms?.[id];
  return schema === undefined
    ? { kind: 'missing', name: id, because: 'The process has no such form.' }
    : schemaView(id, null, schema, seen);
}

/** Variables that the form does not name are not sent with it. */
function schemaView(name: string, version: number | null, schema: string, seen: FormPlace['seen']): FormView {
  const shown = Object.entries(seen).filter(([variable]) => schema.includes(variable));
  return {
    kind: 'schema',
    name,
    version,
    schema,
    data: `{${shown.map(([variable, value]) => `${JSON.stringify(variable)}:${toJsonText(value)}`).join(',')}}`,
  };
}

const textOf = (content: Uint8Array): string => new TextDecoder().decode(content);

async function fieldsOf({ engine }: Context, place: FormPlace, form: Form): Promise<FormView | null> {
  if (form.fields.length + form.properties.length === 0) return null;
  const { seen, taskKey, definition } = place;
  const shown =
    taskKey === null
      ? shownForm(form, { seen, now: Date.now() })
      : await engine.shownTaskForm(taskKey, definition, form);
  if (!shown.ok) return { kind: 'missing', name: 'form', because: shown.message };
  return {
    kind: 'fields',
    fields: [
      ...form.properties.map((property) => propertyView(property, seen)),
      ...form.fields.map((field) => fieldView(field, shown.labels[field.id], shown.values[field.id]?.text ?? null)),
    ],
  };
}

function fieldView(
  { id, type, constraints, isBusinessKey }: FormField,
  label: string | undefined,
  text: string | null,
): FormFieldView {
  const has = (name: string): boolean => constraints.some((constraint) => constraint.name === name);
  const limit = (name: string): number | null => {
    const config = constraints.find((constraint) => constraint.name === name)?.config ?? null;
    return config === null || !Number.isFinite(Number(config)) ? null : Number(config);
  };
  return {
    id,
    label: label ?? id,
    ...typeView(type),
    isRequired: has('required'),
    isReadOnly: has('readonly'),
    min: limit('min'),
    max: limit('max'),
    minLength: limit('minlength'),
    maxLength: limit('maxlength'),
    isBusinessKey,
    text,
  };
}

/** The older notation: its defaults are the engine's matter, and stand for what is left empty. */
function propertyView(
  { id, name, type, isRequired, isWritable, isReadable, variableName, defaultValue }: FormProperty,
  seen: FormPlace['seen'],
): FormFieldView {
  const variable = variableName ?? id;
  return {
    id,
    label: name ?? id,
    ...typeView(type ?? { kind: 'string' }),
    isRequired: isRequired && !defaultValue,
    isReadOnly: !isWritable,
    min: null,
    max: null,
    minLength: null,
    maxLength: null,
    isBusinessKey: false,
    text: isReadable && Object.hasOwn(seen, variable) ? (seen[variable]?.text ?? null) : null,
  };
}

const typeView = (type: FormField['type']): Pick<FormFieldView, 'type' | 'pattern' | 'choices'> => ({
  type: type.kind,
  pattern: type.kind === 'date' ? type.pattern : null,
  choices: type.kind === 'enum' ? type.choices.map(({ id, name }) => ({ id, name: name ?? id })) : [],
});
