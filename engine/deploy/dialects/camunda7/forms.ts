import type { FormReference } from '../../../graph/form-reference.ts';
import type { ModelReader } from '../../model-reader.ts';
import type { XmlElement } from '../../xml-source.ts';
import { idOf, juel, own } from './attributes.ts';

const BINDINGS = ['latest', 'deployment', 'version'] as const;

/** `camunda:formRef` with its binding; beside it `formKey` names nothing. */
export function formReference(reader: ModelReader, source: XmlElement): { formReference?: FormReference } {
  const key = own(source, 'formRef');
  if (key === undefined) return {};
  const word = own(source, 'formRefBinding');
  const binding = BINDINGS.find((known) => known === word);
  const version = own(source, 'formRefVersion');
  if (own(source, 'formKey') !== undefined) reader.problem(source, 'Invalid element definition: only one of the attributes formKey and formRef is allowed.');
  else if (!binding) reader.problem(source, `Invalid element definition: value for formRefBinding attribute has to be one of [${BINDINGS.join(', ')}] but was ${word ?? 'null'}`);
  else if (juel(key).language === 'juel' || (version !== undefined && !/^\d+$/.test(version))) reader.unsupported(source, 'An expression as reference to a form', idOf(source));
  else return { formReference: { key, binding, version: binding === 'version' && version !== undefined ? Number(version) : null } };
  return {};
}
