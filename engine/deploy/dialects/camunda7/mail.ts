import type { ConnectorUse } from '../../../graph/code.ts';
import type { Mapping } from '../../../graph/mapping.ts';
import type { ModelReader } from '../../model-reader.ts';
import type { XmlElement } from '../../xml-source.ts';
import { idOf, juel } from './attributes.ts';
import { fieldsOf } from './code.ts';

/** Fields that a mail is made of; the body may also be in a variable that a field names. */
const FIELDS: ReadonlySet<string> = new Set(['to', 'from', 'cc', 'bcc', 'subject', 'text', 'html']);
const BODY_IN_VARIABLE: ReadonlyMap<string, string> = new Map([
  ['textVar', 'text'],
  ['htmlVar', 'html'],
]);

/** `camunda:type="mail"`: its fields are what the mail connector gets. */
export function mailOf(reader: ModelReader, source: XmlElement): ConnectorUse {
  const inputs = fieldsOf(reader, source, idOf(source)).flatMap(({ name, value }): Mapping[] => {
    const body = BODY_IN_VARIABLE.get(name);
    if (body !== undefined)
      return [{ source: value.language === 'literal' ? juel(`\${${value.text}}`) : value, target: body }];
    if (name === 'charset')
      reader.warning(source, 'The charset of a mail has no effect: mails are UTF-8', idOf(source));
    else if (FIELDS.has(name)) return [{ source: value, target: name }];
    else reader.problem(source, `A mail has no field '${name}'`, idOf(source));
    return [];
  });
  const has = (...names: readonly string[]): boolean => inputs.some(({ target }) => names.includes(target));
  if (!has('to')) reader.problem(source, 'No recipient is defined on the mail activity', idOf(source));
  if (!has('text', 'html')) reader.problem(source, 'Text or html field should be provided', idOf(source));
  return { language: 'connector', connectorId: 'mail', inputs, outputs: [] };
}
