import { SaxesParser } from 'saxes';
import { methodTable } from './java-overloads.ts';
import { asText, classOf, JavaList, JsonNode, JuelFailure, type JuelValue } from './juel-value.ts';
import { XmlAttribute, XmlNode } from './xml-element.ts';

/** Spin's XML: reading, and the methods of elements and attributes. */
const MAX_XML_CHARACTERS = 1_000_000;
const MAX_XML_DEPTH = 200;

const spin = (kind: string, code: string, sentence: string): JuelFailure =>
  new JuelFailure(`org.camunda.spin.xml.SpinXml${kind}Exception: SPIN/DOM-XML-010${code} ${sentence}`);
const unreadable = (): JuelFailure => spin('DataFormat', '09', 'Unable to parse input into DOM document');

/** `XML(text)`: the root element; an element stays what it is. */
export function xmlOf(value: JuelValue): XmlNode {
  if (value === null)
    throw new JuelFailure("java.lang.IllegalArgumentException: UTILS-02001 Parameter 'parameter' is null");
  if (value instanceof XmlNode) return value;
  if (value instanceof JsonNode)
    throw new JuelFailure(
      `java.lang.ClassCastException: class ${classOf(value)} cannot be cast to class org.camunda.spin.xml.SpinXmlElement`,
    );
  return readXml(asText(value));
}

/** The root element. Entities are never expanded and nothing is loaded. */
export function readXml(text: string): XmlNode {
  if (text.length > MAX_XML_CHARACTERS)
    throw new JuelFailure(`The XML is longer than ${MAX_XML_CHARACTERS} characters`);
  const parser = new SaxesParser({ position: false });
  const open: XmlNode[] = [];
  let root: XmlNode | null = null;
  parser.on('opentag', ({ name, attributes }) => {
    const node = new XmlNode(name, new Map(Object.entries(attributes).map(([key, value]) => [key, String(value)])));
    if (open.length >= MAX_XML_DEPTH) throw new JuelFailure(`The XML is nested deeper than ${MAX_XML_DEPTH}`);
    open.at(-1)?.content.push(node);
    root ??= node;
    open.push(node);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.on('text', (part) => {
    open.at(-1)?.content.push(part);
  });
  parser.on('cdata', (part) => {
    open.at(-1)?.content.push(part);
  });
  parser.on('error', () => {
    throw unreadable();
  });
  parser.write(text).close();
  if (!root) throw unreadable();
  return root;
}

const elementsOf = (node: XmlNode): XmlNode[] => node.content.filter((part) => part instanceof XmlNode);
const textOf = (node: XmlNode): string =>
  node.content.map((part) => (typeof part === 'string' ? part : textOf(part))).join('');
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
const prefixOf = (name: string): string | null => (name.includes(':') ? name.slice(0, name.indexOf(':')) : null);
const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:');
const text = (value: JuelValue | undefined): string => asText(value ?? null);

function children(node: XmlNode, name: JuelValue | undefined): XmlNode[] {
  const named = elementsOf(node).filter((child) => localName(child.name) === text(name));
  if (named.length === 0)
    throw spin('Element', '07', `Unable to find child element with namespace 'null' and name '${text(name)}'`);
  return named;
}

function onlyChild(node: XmlNode, name: JuelValue | undefined): JuelValue {
  const [child = null, ...more] = children(node, name);
  if (more.length > 0)
    throw spin('Element', '08', `More than one child element was found for namespace 'null' and name '${text(name)}'`);
  return child;
}

function attributeOf(node: XmlNode, name: JuelValue | undefined): XmlAttribute {
  const value = node.attributes.get(text(name));
  if (value === undefined)
    throw spin('Attribute', '06', `Unable to find attribute with namespace 'null' and name '${text(name)}'`);
  return new XmlAttribute(text(name), value);
}

const spinList = (items: JuelValue[]): JavaList => new JavaList(items, 'org.camunda.spin.impl.SpinListImpl');
const attributesOf = (node: XmlNode): [string, string][] =>
  [...node.attributes].filter(([name]) => !isDeclaration(name));

export const XML_METHODS = methodTable<XmlNode>({
  'name()': (self) => localName(self.name),
  'prefix()': (self) => prefixOf(self.name),
  'textContent()': textOf,
  'textContent(String)': (self, [content]) => {
    self.content.splice(0, self.content.length, text(content));
    return self;
  },
  'hasAttr(String)': (self, [name]) => self.attributes.has(text(name)),
  'attrs()': (self) => spinList(attributesOf(self).map(([name, value]) => new XmlAttribute(name, value))),
  'attrNames()': (self) => new JavaList(attributesOf(self).map(([name]) => localName(name))),
  'attr(String)': (self, [name]) => attributeOf(self, name),
  'attr(String, String)': (self, [name, value]) => {
    self.attributes.set(text(name), text(value));
    return self;
  },
  'removeAttr(String)': (self, [name]) => {
    self.attributes.delete(text(name));
    return self;
  },
  'childElement(String)': (self, [name]) => onlyChild(self, name),
  'childElements()': (self) => spinList(elementsOf(self)),
  'childElements(String)': (self, [name]) => spinList(children(self, name)),
  'append(SpinXmlElement)': (self, [child]) => {
    if (child instanceof XmlNode) self.content.push(child);
    return self;
  },
  'getDataFormatName()': () => 'application/xml',
});

export const XML_ATTRIBUTE_METHODS = methodTable<XmlAttribute>({
  'value()': ({ value }) => value,
  'name()': ({ name }) => localName(name),
  'prefix()': ({ name }) => prefixOf(name),
  'getDataFormatName()': () => 'application/xml',
});
