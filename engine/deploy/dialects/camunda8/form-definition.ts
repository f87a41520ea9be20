import type { Expression } from '../../../graph/expression.ts';
import type { FormLink } from '../../../graph/form-reference.ts';
import type { ModelReader } from '../../model-reader.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';
import { expressionAt, idOf, ownExtensions } from './attributes.ts';

const BINDINGS = ['deployment', 'latest', 'versionTag'] as const;

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
  const binding = bindingOf(reader, source, form);
  const versionTag = attributeOf(form, 'versionTag');
  if (given('formId') === '') return keyOf(reader, source, form, namer);
  const formId = expressionAt(reader, source, form, 'formId');
  return formId
    ? { formLink: { formId, binding, ...(binding === 'versionTag' && versionTag !== undefined && { versionTag }) } }
    : {};
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

function bindingOf(reader: ModelReader, source: XmlElement, form: XmlElement): FormLink['binding'] {
  const word = attributeOf(form, 'bindingType') ?? 'latest';
  const binding = BINDINGS.find((known) => known === word);
  const hasTag = (attributeOf(form, 'versionTag')?.trim() ?? '') !== '';
  if (!binding) reader.problem(form, `Attribute 'bindingType' must be one of: ${BINDINGS.join(', ')}`, idOf(source));
  else if (binding === 'versionTag' && !hasTag)
    reader.problem(
      form,
      "Attribute 'versionTag' must be present and not empty if 'bindingType' is 'versionTag'",
      idOf(source),
    );
  else if (binding !== 'versionTag' && hasTag)
    reader.problem(form, "Attribute 'versionTag' may only be used if 'bindingType' is 'versionTag'", idOf(source));
  return binding ?? 'latest';
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
