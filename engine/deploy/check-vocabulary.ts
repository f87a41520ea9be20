import type { Dialect, ExtensionRule } from './dialect.ts';
import { NOT_YET, ONLY_VALUES, READ_BOOLEANS, RULES } from './bpmn-vocabulary.ts';
import { checkOrder } from './check-order.ts';
import { checkNeeded, checkText, checkUnread, isOfItsType } from './check-values.ts';
import { BPMN, BPMN_DIAGRAM, type ModelReader } from './model-reader.ts';
import { attributeOf, type XmlAttribute, type XmlElement } from './xml-source.ts';

/** Where the schema itself is pointed at, and XML's own attributes. */
const XML_NAMESPACES = new Set([
  'http://www.w3.org/2001/XMLSchema-instance',
  'http://www.w3.org/XML/1998/namespace',
  'http://www.w3.org/2000/xmlns/',
]);

/**
 * Refuses every word that the engine would otherwise leave out in silence: tags and attributes of BPMN, and those of
 * the notation (`camunda:`, `zeebe:`) with their contents. Of words that the original passes by as well it warns, those
 * of the other Camunda among them. Words of other vendors are decoration (colours, positions, comments of a modelling
 * tool): allowed as attributes and among the extension elements, and without effect.
 */
export function checkVocabulary(reader: ModelReader, dialect: Dialect, processes: readonly XmlElement[]): void {
  const { definitions } = reader;
  checkAttributes(reader, dialect, definitions, null);
  checkOrder(reader, definitions);
  checkText(reader, definitions, null);
  for (const child of definitions.children) {
    if (child.namespace === BPMN_DIAGRAM) continue;
    if (child.namespace === BPMN && RULES.get('definitions')?.children.has(child.name)) {
      if (child.name !== 'process' || processes.includes(child))
        checkElement(reader, dialect, child, attributeOf(child, 'id') ?? null);
      else checkUnexecuted(reader, child);
    } else if (child.namespace === BPMN && child.name.endsWith('EventDefinition'))
      reader.unsupported(child, `A <${child.name}> beside the processes`);
    else refuseChild(reader, dialect, definitions, child, null);
  }
}

/** Of a process that is not executed the schema's attributes and order still count; the fault is the file's. */
function checkUnexecuted(reader: ModelReader, element: XmlElement): void {
  const rule = RULES.get(element.name);
  if (!rule) {
    checkUnread(reader, element, null);
    return;
  }
  checkOrder(reader, element);
  checkText(reader, element, null);
  checkNeeded(reader, element, null);
  for (const attribute of element.attributes) {
    if (attribute.namespace !== '') continue;
    if (rule.attributes.has(attribute.name)) isOfItsType(reader, element, attribute, null);
    else refuseAttribute(reader, element, attribute.name, null);
  }
  for (const child of element.children) if (child.namespace === BPMN) checkUnexecuted(reader, child);
}

function refuseAttribute(reader: ModelReader, element: XmlElement, name: string, elementId: string | null): void {
  reader.problem(
    element,
    `cvc-complex-type.3.2.2: Attribute '${name}' is not allowed to appear in element '${element.qualifiedName}'.`,
    elementId,
  );
}

function checkElement(reader: ModelReader, dialect: Dialect, element: XmlElement, elementId: string | null): void {
  const rule = RULES.get(element.name);
  if (!rule) {
    checkUnread(reader, element, elementId);
    return;
  }
  checkAttributes(reader, dialect, element, elementId);
  checkOrder(reader, element);
  checkText(reader, element, elementId);
  for (const child of element.children) {
    if (
      child.namespace !== BPMN ||
      !rule.children.has(child.name) ||
      dialect.vocabulary.unsupportedElements.has(child.name)
    )
      refuseChild(reader, dialect, element, child, elementId);
    else if (child.name === 'extensionElements') checkExtensions(reader, dialect, element, child, elementId);
    else if (NOT_YET.has(child.name)) reader.unsupported(child, `<${child.name}>`, elementId);
    else checkElement(reader, dialect, child, isNode(child) ? (attributeOf(child, 'id') ?? null) : elementId);
  }
}

/** Event definitions and conditions have ids too, but people know the element around them. */
const isNode = (element: XmlElement): boolean =>
  RULES.get(element.name)?.children.has('incoming') === true || element.name === 'sequenceFlow';

function refuseChild(
  reader: ModelReader,
  dialect: Dialect,
  parent: XmlElement,
  child: XmlElement,
  elementId: string | null,
): void {
  const missing = child.namespace === BPMN ? dialect.vocabulary.missingElement?.(child.name) : undefined;
  if (missing !== undefined) {
    reader.missing(child, missing, attributeOf(child, 'id') ?? elementId);
    return;
  }
  const withoutEffect =
    child.namespace === BPMN ? dialect.vocabulary.elementWithoutEffect?.(parent.name, child.name) : undefined;
  if (withoutEffect !== undefined) {
    withoutMeaning(reader, child, `<${child.name}>`, withoutEffect, elementId);
    return;
  }
  if (child.namespace === BPMN && (NOT_YET.has(child.name) || dialect.vocabulary.unsupportedElements.has(child.name)))
    reader.unsupported(child, `<${child.name}>`, attributeOf(child, 'id') ?? elementId);
  else
    reader.problem(
      child,
      `cvc-complex-type.2.4.a: Invalid content was found starting with element '{"${child.namespace}":${child.name}}'.`,
      attributeOf(child, 'id') ?? elementId,
    );
}

function checkAttributes(reader: ModelReader, dialect: Dialect, element: XmlElement, elementId: string | null): void {
  const known = RULES.get(element.name)?.attributes;
  checkNeeded(reader, element, elementId);
  for (const attribute of element.attributes) {
    if (attribute.namespace === '') {
      if (!known?.has(attribute.name)) refuseAttribute(reader, element, attribute.name, elementId);
      else checkValue(reader, element, attribute, elementId);
    } else if (attribute.namespace === dialect.vocabulary.namespace) {
      if (dialect.vocabulary.attributesOf(element.name).has(attribute.name)) continue;
      withoutMeaning(
        reader,
        element,
        `The attribute ${attribute.qualifiedName}`,
        dialect.vocabulary.attributeWithoutEffect?.(element.name, attribute.name),
        elementId,
      );
    } else if (attribute.namespace === dialect.vocabulary.otherNamespace) {
      if (!isExportMark(element, attribute))
        warnOfOther(reader, dialect, element, `The attribute ${attribute.qualifiedName}`, elementId);
    } else if (attribute.namespace === BPMN && !XML_NAMESPACES.has(attribute.namespace))
      reader.unsupported(element, `The attribute ${attribute.qualifiedName}`, elementId);
  }
}

/** Web Modeler marks its files so, in the words of Camunda 7 whichever Camunda they are for. */
const isExportMark = (element: XmlElement, attribute: XmlAttribute): boolean =>
  element.name === 'definitions' && attribute.name === 'diagramRelationId';

/** What is of its type may still mean something that is not executed. */
function checkValue(reader: ModelReader, element: XmlElement, attribute: XmlAttribute, elementId: string | null): void {
  const { name, value } = attribute;
  const isExecuted = READ_BOOLEANS.has(name)
    ? value === 'true' || value === 'false'
    : value === (ONLY_VALUES.get(name) ?? value);
  if (isOfItsType(reader, element, attribute, elementId) && !isExecuted)
    reader.unsupported(element, `${name}="${value}"`, elementId);
}

function checkExtensions(
  reader: ModelReader,
  dialect: Dialect,
  owner: XmlElement,
  extensions: XmlElement,
  elementId: string | null,
): void {
  checkText(reader, extensions, elementId);
  const rules = dialect.vocabulary.extensionsOf(owner.name);
  for (const child of extensions.children) {
    if (child.namespace === dialect.vocabulary.otherNamespace)
      warnOfOther(reader, dialect, child, `<${child.qualifiedName}>`, elementId);
    if (child.namespace !== dialect.vocabulary.namespace) continue;
    checkOwn(reader, dialect, child, rules.get(child.name), { passedByIn: owner.name, elementId });
  }
}

function checkExtension(
  reader: ModelReader,
  dialect: Dialect,
  element: XmlElement,
  rule: ExtensionRule,
  elementId: string | null,
): void {
  for (const { name, namespace, qualifiedName } of element.attributes) {
    if (!XML_NAMESPACES.has(namespace) && !rule.attributes.has(name))
      withoutMeaning(
        reader,
        element,
        `The attribute ${qualifiedName} of <${element.qualifiedName}>`,
        dialect.vocabulary.extensionAttributeWithoutEffect?.(element.qualifiedName),
        elementId,
      );
  }
  for (const child of element.children) {
    if (child.namespace === BPMN && rule.bpmnChildren?.has(child.name)) checkElement(reader, dialect, child, elementId);
    else
      checkOwn(
        reader,
        dialect,
        child,
        child.namespace === element.namespace ? rule.children?.().get(child.name) : undefined,
        { passedByIn: rule.takesAnyChild ? null : element.qualifiedName, elementId },
      );
  }
  const hasText = element.text.trim() !== '';
  if (hasText && rule.isText !== true)
    reader.problem(element, `<${element.qualifiedName}> may not contain text`, elementId);
  else if (hasText && element.children.length > 0)
    reader.problem(
      element,
      `<${element.qualifiedName}> holds both text and elements, and only one of them can be meant`,
      elementId,
    );
}

/** `passedByIn`: the element in which the original may pass by a word that has no rule; null: it never does. */
function checkOwn(
  reader: ModelReader,
  dialect: Dialect,
  word: XmlElement,
  rule: ExtensionRule | undefined,
  { passedByIn, elementId }: { readonly passedByIn: string | null; readonly elementId: string | null },
): void {
  if (rule) {
    checkExtension(reader, dialect, word, rule, elementId);
    return;
  }
  const withoutEffect =
    passedByIn === null ? undefined : dialect.vocabulary.extensionWithoutEffect?.(passedByIn, word.name);
  withoutMeaning(reader, word, `<${word.qualifiedName}>`, withoutEffect, elementId);
}

/** A word that is not known where it stands: refused, or warned of where the original passes it by. */
function withoutMeaning(
  reader: ModelReader,
  at: XmlElement,
  what: string,
  withoutEffect: string | undefined,
  elementId: string | null,
): void {
  if (withoutEffect === undefined) {
    reader.unsupported(at, what, elementId);
    return;
  }
  reader.warning(
    at,
    `${what}${elementId === null ? '' : ` of element '${elementId}'`} in line ${at.place.line} ${withoutEffect}`,
    elementId,
  );
}

/** A word of the other Camunda: left over in a model that was converted, and passed by in silence by the originals. */
function warnOfOther(
  reader: ModelReader,
  dialect: Dialect,
  at: XmlElement,
  what: string,
  elementId: string | null,
): void {
  withoutMeaning(reader, at, what, `has no effect: ${dialect.vocabulary.readAs}`, elementId);
}
