import type { Expression } from '../../../graph/expression.ts';
import type { FormLink } from '../../../graph/form-reference.ts';
import type { ModelReader } from '../../model-reader.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';
import { expressionAt, idOf, ownExtensions } from './attributes.ts';
import { bindingOf } from './binding-of.ts';

/**
 * What may name a form: a task of the engine refers to others outside, a start event and a task done by a job by a key
 * of their own.
 */
type Namer = 'formKey' | 'externalReference';

/** `zeebe:formDefinition`: a form that is deployed, by its id, or one that somebody else knows. */
export function formDefinition(
  reader: ModelReader,
  source: XmlElement,
  namer: Namer,
): { readonly formLink?: FormLink; readonly formKey?: Expression } {
  const [form, second] = ownExtensions(source, 'formDefinition');
  if (!form) return {};
  if (second) reader.problem(source, "Must have at most one 'zeebe:formDefinition' extension element");
  const given = (name: string): string => attributeOf(form, name)?.trim() ?? '';
  if ((given('formId') === '') === (given(namer) === '')) {
    reader.problem(
      form,
      `Exactly one of the attributes 'formId, ${namer}' must be present and not blank${namer === 'externalReference' ? ' for native user tasks' : ''}`,
      idOf(source),
    );
  }
  const bound = bindingOf(reader, source, form);
  if (given('formId') === '') return keyOf(reader, source, form, namer);
  const formId = expressionAt(reader, source, form, 'formId');
  return formId ? { formLink: { formId, ...bound } } : {};
}

/** A key is text as it stands; a reference to what is outside may be computed. */
function keyOf(
  reader: ModelReader,
  source: XmlElement,
  form: XmlElement,
  namer: Namer,
): { readonly formKey?: Expression } {
  const key =
    namer === 'formKey'
      ? { language: 'literal' as const, text: attributeOf(form, namer) ?? '' }
      : expressionAt(reader, source, form, namer);
  return key ? { formKey: key } : {};
}

/** `zeebe:userTaskForm`: forms that stand in the process itself, by their ids. */
export function embeddedForms(reader: ModelReader, process: XmlElement): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ownExtensions(process, 'userTaskForm').flatMap((form) => {
      if (form.text.trim() === '')
        reader.problem(form, 'User task form text content has to be present and not empty', idOf(process));
      const id = attributeOf(form, 'id');
      return id === undefined ? [] : [[id, form.text]];
    }),
  );
}
