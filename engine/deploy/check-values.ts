import {
  BOOLEANS,
  CHOICES,
  ELEMENT_ONLY,
  NEEDED,
  REFERENCE_TEXTS,
  REFERENCES,
  RULES,
  TEXTS,
} from './bpmn-vocabulary.ts';
import { collapsed, isName } from './check-ids.ts';
import { attributeNotOfType, incomplete, missingAttribute } from './schema-sentences.ts';
import { BPMN, type ModelReader } from './model-reader.ts';
import { attributeOf, type XmlAttribute, type XmlElement } from './xml-source.ts';

/** What the schema takes for true and false. */
const TRUTHS: ReadonlySet<string> = new Set(['true', 'false', '1', '0']);

/** Values, needed attributes and texts of an element that nothing is read of, and of what is in it. */
export function checkUnread(reader: ModelReader, element: XmlElement, around: string | null): void {
  const elementId = attributeOf(element, 'id') ?? around;
  checkNeeded(reader, element, elementId);
  for (const attribute of element.attributes)
    if (attribute.namespace === '') isOfItsType(reader, element, attribute, elementId);
  checkText(reader, element, elementId);
  for (const child of element.children) if (child.namespace === BPMN) checkUnread(reader, child, elementId);
}

/** Attributes, and the one child, without which the schema takes no such tag. */
export function checkNeeded(reader: ModelReader, element: XmlElement, elementId: string | null): void {
  if (element.name === 'resourceAssignmentExpression' && !element.children.some(isExpression))
    reader.problem(
      element,
      incomplete(element, [
        [BPMN, 'documentation'],
        [BPMN, 'extensionElements'],
        [BPMN, 'expression'],
      ]),
      null,
    );
  for (const name of NEEDED.get(element.name) ?? [])
    if (attributeOf(element, name) === undefined) reader.problem(element, missingAttribute(element, name), elementId);
}

const isExpression = ({ namespace, name }: XmlElement): boolean =>
  namespace === BPMN && (name === 'expression' || name === 'formalExpression');

/** Text where the schema allows none, and what is no name where it wants one. */
export function checkText(reader: ModelReader, element: XmlElement, elementId: string | null): void {
  const text = element.text.trim();
  if (REFERENCE_TEXTS.has(element.name)) {
    if (isReference(text)) return;
    reader.problemOfText(element, notOfType(text, 'QName'), elementId);
    reader.problemOfText(
      element,
      `cvc-type.3.1.3: The value '${text}' of element '${element.qualifiedName}' is not valid.`,
      elementId,
    );
  } else if (text !== '' && !TEXTS.has(element.name) && (RULES.has(element.name) || ELEMENT_ONLY.has(element.name)))
    reader.problemOfText(
      element,
      `cvc-complex-type.2.3: Element '${element.qualifiedName}' cannot have character [children], because the type's content type is element-only.`,
      elementId,
    );
}

/** false: it is refused. */
export function isOfItsType(
  reader: ModelReader,
  element: XmlElement,
  { name, value }: XmlAttribute,
  elementId: string | null,
): boolean {
  const wrong = (sentence: string, type: string): false => {
    reader.problem(element, sentence, elementId);
    reader.problem(element, attributeNotOfType(element, { name, value, type }), elementId);
    return false;
  };
  if (BOOLEANS.has(name) && !TRUTHS.has(value.trim())) return wrong(notOfType(value, 'boolean'), 'boolean');
  if (isReferring(element, name) && !isReference(value.trim())) return wrong(notOfType(value, 'QName'), 'QName');
  const choices = CHOICES.get(name);
  if (choices && !choices.words.includes(value))
    return wrong(
      `cvc-enumeration-valid: Value '${value}' is not facet-valid with respect to enumeration '[${choices.words.join(', ')}]'. It must be a value from the enumeration.`,
      choices.type,
    );
  return true;
}

/** The ends of a flow are ids alone, those of an association and a message flow names like others. */
const isReferring = (element: XmlElement, name: string): boolean =>
  REFERENCES.has(name) || (element.name !== 'sequenceFlow' && (name === 'sourceRef' || name === 'targetRef'));

export const notOfType = (value: string, type: string): string =>
  `cvc-datatype-valid.1.2.1: '${collapsed(value)}' is not a valid value for '${type}'.`;

/** A name, or two with a colon between them. */
function isReference(text: string): boolean {
  const parts = text.split(':');
  return parts.length <= 2 && parts.every(isName);
}
