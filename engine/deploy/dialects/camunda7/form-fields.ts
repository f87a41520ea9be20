import { patternProblem } from '../../../expressions/date-pattern.ts';
import type { Form, FormChoice, FormConstraintName, FormField, FormProperty, FormType } from '../../../graph/form.ts';
import type { ModelReader } from '../../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from '../../xml-source.ts';
import { idOf, juel, onlyOne, ownExtensions } from './attributes.ts';
import { validatorOf } from './code.ts';
import { CAMUNDA7_NAMESPACE } from './vocabulary.ts';

const DEFAULT_DATE_PATTERN = 'dd/MM/yyyy';
const CONSTRAINTS: readonly FormConstraintName[] = ['required', 'readonly', 'minlength', 'maxlength', 'min', 'max'];
const NO_VALIDATOR =
  'validator configuration needs to provide either a fully qualified classname or an expression resolving to a custom FormFieldValidator implementation.';
const YES: ReadonlySet<string> = new Set(['on', 'yes', 'true', 'enabled', 'active']);
const NO: ReadonlySet<string> = new Set(['off', 'no', 'false', 'disabled', 'inactive']);

const parts = (of: XmlElement, name: string): XmlElement[] => childrenOf(of, CAMUNDA7_NAMESPACE, name);

/** `camunda:formData`, and the older `camunda:formProperty`. */
export function formOf(reader: ModelReader, source: XmlElement): { form?: Form } {
  const data = onlyOne(reader, ownExtensions(source, 'formData'), idOf(source));
  const businessKey = data && attributeOf(data, 'businessKey');
  const fields = data ? parts(data, 'formField').map((field) => formField(reader, source, field, businessKey)) : [];
  const properties = ownExtensions(source, 'formProperty').map((property) => formProperty(reader, source, property));
  return fields.length + properties.length === 0 ? {} : { form: { fields, properties } };
}

function formField(
  reader: ModelReader,
  source: XmlElement,
  field: XmlElement,
  businessKey: string | undefined,
): FormField {
  const id = attributeOf(field, 'id') ?? '';
  if (id === '')
    reader.problem(field, 'attribute id must be set for FormFieldGroup and must have a non-empty value', idOf(source));
  const word = attributeOf(field, 'type');
  if (word === undefined) reader.problem(field, "form field must have a 'type' attribute");
  const label = attributeOf(field, 'label');
  return {
    id,
    type: (word === undefined ? undefined : typeOf(reader, source, field, word)) ?? { kind: 'string' },
    isBusinessKey: id !== '' && id === businessKey,
    ...(label !== undefined && { label: reader.checked(juel(label), field, idOf(source)) }),
    ...defaultOf(reader, source, field, 'defaultValue'),
    properties: propertiesOf(field),
    constraints: parts(field, 'validation')
      .flatMap((validation) => parts(validation, 'constraint'))
      .flatMap((constraint) => constraintOf(reader, source, constraint)),
  };
}

function propertiesOf(field: XmlElement): Record<string, string> {
  const all = parts(field, 'properties').flatMap((properties) => parts(properties, 'property'));
  return Object.fromEntries(
    all.map((property) => [attributeOf(property, 'id') ?? '', attributeOf(property, 'value') ?? '']),
  );
}

function defaultOf(
  reader: ModelReader,
  source: XmlElement,
  at: XmlElement,
  name: string,
): Pick<FormField, 'defaultValue'> {
  const text = attributeOf(at, name);
  return text === undefined ? {} : { defaultValue: reader.checked(juel(text), at, idOf(source)) };
}

function typeOf(reader: ModelReader, source: XmlElement, at: XmlElement, word: string): FormType | undefined {
  switch (word) {
    case 'string':
    case 'long':
    case 'boolean':
      return { kind: word };
    case 'date':
      return { kind: 'date', pattern: datePattern(reader, source, at) };
    case 'enum':
      return { kind: 'enum', choices: parts(at, 'value').flatMap(choiceOf) };
    default:
      reader.problem(at, `unknown type '${word}'`);
      return undefined;
  }
}

/** A choice without id can never be taken. */
function choiceOf(value: XmlElement): FormChoice[] {
  const id = attributeOf(value, 'id');
  return id === undefined ? [] : [{ id, name: attributeOf(value, 'name') ?? null }];
}

function datePattern(reader: ModelReader, source: XmlElement, at: XmlElement): string {
  const pattern = attributeOf(at, 'datePattern') ?? DEFAULT_DATE_PATTERN;
  const wrong = patternProblem(pattern);
  if (wrong?.kind === 'illegal') reader.problem(at, `Illegal pattern character '${wrong.text}'.`);
  if (wrong?.kind === 'unsupported')
    reader.unsupported(at, `The part '${wrong.text}' of the date pattern '${pattern}'`, idOf(source));
  return pattern;
}

function constraintOf(reader: ModelReader, source: XmlElement, at: XmlElement): FormField['constraints'] {
  const word = attributeOf(at, 'name');
  const name = CONSTRAINTS.find((known) => known === word);
  if (name) return [{ name, config: attributeOf(at, 'config') ?? null }];
  const config = attributeOf(at, 'config') ?? '';
  if (word === 'validator' && config !== '')
    return [{ name: 'validator', config, delegate: validatorOf(reader, at, config, idOf(source)) }];
  if (word === 'validator') reader.problem(at, NO_VALIDATOR, idOf(source));
  else reader.problem(at, `Cannot find validator implementation for name '${word ?? 'null'}'.`, idOf(source));
  return [];
}

function formProperty(reader: ModelReader, source: XmlElement, at: XmlElement): FormProperty {
  const id = attributeOf(at, 'id') ?? '';
  if (id === '') reader.problem(at, "attribute 'id' is required", idOf(source));
  const word = attributeOf(at, 'type');
  const type = word === undefined ? undefined : typeOf(reader, source, at, word);
  const name = attributeOf(at, 'name');
  const variableName = attributeOf(at, 'variable');
  return {
    id,
    isRequired: isSet(reader, at, 'required', false),
    isReadable: isSet(reader, at, 'readable', true),
    isWritable: isSet(reader, at, 'writable', true),
    ...(name !== undefined && { name }),
    ...(type && { type }),
    ...(variableName !== undefined && { variableName }),
    ...assignedOf(reader, source, at),
    ...defaultOf(reader, source, at, 'default'),
  };
}

function isSet(reader: ModelReader, at: XmlElement, name: string, otherwise: boolean): boolean {
  const word = attributeOf(at, name);
  if (word === undefined) return otherwise;
  const lower = word.toLowerCase();
  if (!YES.has(lower) && !NO.has(lower))
    reader.problem(
      at,
      `attribute '${name}' must be one of {on|yes|true|enabled|active|off|no|false|disabled|inactive}`,
    );
  return YES.has(lower);
}

const ASSIGNED = /^[$#]\{\s*([A-Za-z_$][\w$]*)((?:\s*\.\s*[A-Za-z_$][\w$]*|\s*\[\s*'[^'\\]*'\s*\])*)\s*\}$/;
const MEMBER = /\.\s*([A-Za-z_$][\w$]*)|\[\s*'([^']*)'\s*\]/g;

/** What takes a value is a variable, or a member of one. */
function assignedOf(reader: ModelReader, source: XmlElement, at: XmlElement): Pick<FormProperty, 'assigned'> {
  const text = attributeOf(at, 'expression');
  if (text === undefined) return {};
  const [, variableName, path = ''] = ASSIGNED.exec(text) ?? [];
  if (variableName === undefined) {
    reader.unsupported(at, `A form property that is kept by '${text}'`, idOf(source));
    return {};
  }
  const members = [...path.matchAll(MEMBER)].map(([, plain, quoted]) => plain ?? quoted ?? '');
  return { assigned: { variableName, members, text } };
}
