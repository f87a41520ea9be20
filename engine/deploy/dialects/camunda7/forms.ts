import type { FormReference } from '../../../graph/form-reference.ts';
import type { ModelReader } from '../../model-reader.ts';
import type { XmlElement } from '../../xml-source.ts';
import { idOf, juel, own } from './attributes.ts';

const BINDINGS = ['latest', 'deployment', 'version'] as const;

/**
 * `camunda:formRef` with its binding, which tasks may name by expressions; start events show those as they stand.
 * Beside it `formKey` names nothing.
 */
export function formReference(reader: ModelReader, source: XmlElement): { formReference?: FormReference } {
  const key = own(source, 'formRef');
  if (key === undefined) return {};
  const word = own(source, 'formRefBinding');
  const binding = BINDINGS.find((known) => known === word);
  const version = own(source, 'formRefVersion');
  if (own(source, 'formKey') !== undefined)
    reader.problem(source, 'Invalid element definition: only one of the attributes formKey and formRef is allowed.');
  else if (!binding)
    reader.problem(
      source,
      `Invalid element definition: value for formRefBinding attribute has to be one of [${BINDINGS.join(', ')}] but was ${word ?? 'null'}`,
    );
  else {
    const read = (text: string) => reader.checked(juel(text), source, idOf(source));
    const wanted = binding === 'version' && version !== undefined ? read(version) : null;
    if (wanted?.language === 'literal' && !/^\d+$/.test(wanted.text))
      reader.problem(
        source,
        `Invalid element definition: formRefVersion has to be a number but was ${wanted.text}`,
        idOf(source),
      );
    return { formReference: { key: read(key), binding, version: wanted } };
  }
  return {};
}
