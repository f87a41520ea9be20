import { inHashOrder } from '../expressions/juel/juel-variable.ts';
import { BPMN, type ModelReader } from './model-reader.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/**
 * Attributes and texts of BPMN that name an element of the same file by its id alone; others name by a qualified name.
 */
const REFERRING_ATTRIBUTES: ReadonlyMap<string, readonly string[]> = new Map([
  ['sequenceFlow', ['sourceRef', 'targetRef']],
  ['dataObjectReference', ['dataObjectRef']],
]);
const REFERRING_TEXTS: ReadonlySet<string> = new Set(['flowNodeRef', 'dataInputRefs', 'dataOutputRefs']);

/** What XML takes as a name without a prefix. */
const NAME = /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{M}\p{Nd}._\-\u00B7]*$/u;
export const isName = (text: string): boolean => NAME.test(text);

/** Ids are names, unique in the whole file, with its drawing, and what refers by an id alone finds one there. */
export function checkIds(reader: ModelReader, lastLine: number, ...namespaces: readonly string[]): void {
  const seen = new Set<string>();
  const references = new Map<string, XmlElement>();
  const open = [reader.definitions];
  for (let element = open.pop(); element; element = open.pop()) {
    // Backwards onto the stack, so that the second of two is the later one in the file.
    for (const child of element.children.toReversed()) if (namespaces.includes(child.namespace)) open.push(child);
    for (const reference of referencesOf(element))
      if (!isName(reference.name))
        for (const sentence of notAReference(element, reference)) reader.problem(element, sentence);
      else if (!references.has(reference.name)) references.set(reference.name, element);
    const id = attributeOf(element, 'id');
    if (id === undefined) continue;
    if (!isName(id.trim())) for (const sentence of notAName(element, id)) reader.problem(element, sentence);
    if (seen.has(id)) reader.problem(element, `cvc-id.2: There are multiple occurrences of ID value '${id}'.`);
    seen.add(id);
  }
  // The originals know what is missing at the end of the file, and go through it as Java's hash maps do.
  for (const [reference, element] of inHashOrder([...references].filter(([reference]) => !seen.has(reference))))
    reader.unbound(element, `cvc-id.1: There is no ID/IDREF binding for IDREF '${reference}'.`, lastLine);
}

const notAName = ({ qualifiedName }: XmlElement, id: string): readonly string[] => [
  `cvc-datatype-valid.1.2.1: '${id}' is not a valid value for 'NCName'.`,
  `cvc-attribute.3: The value '${id}' of attribute 'id' on element '${qualifiedName}' is not valid with respect to its type, 'ID'.`,
];

/** `attribute` is missing where the tag's own text refers. */
interface Reference {
  readonly name: string;
  readonly attribute?: string;
}

const notAReference = ({ qualifiedName }: XmlElement, { name, attribute }: Reference): readonly string[] => [
  `cvc-datatype-valid.1.2.1: '${name}' is not a valid value for 'NCName'.`,
  attribute === undefined
    ? `cvc-type.3.1.3: The value '${name}' of element '${qualifiedName}' is not valid.`
    : `cvc-attribute.3: The value '${name}' of attribute '${attribute}' on element '${qualifiedName}' is not valid with respect to its type, 'IDREF'.`,
];

function referencesOf(element: XmlElement): readonly Reference[] {
  if (element.namespace !== BPMN) return [];
  const attributes = [...(REFERRING_ATTRIBUTES.get(element.name) ?? []), 'default'];
  const named = attributes.flatMap((attribute) => {
    const value = attributeOf(element, attribute);
    return value === undefined ? [] : [{ name: collapsed(value), attribute }];
  });
  return REFERRING_TEXTS.has(element.name) ? [...named, { name: collapsed(element.text) }] : named;
}

/** Blanks around a name and in a row mean nothing to the schema. */
export const collapsed = (text: string): string => text.trim().replace(/\s+/g, ' ');
