import { setAttribute } from '../xml/change-xml.ts';
import { XmlAttribute, XmlNode, XPathQuery } from '../xml/xml-element.ts';
import { localNameOf, namespaceOf, prefixOf, qualifiedName } from '../xml/xml-namespaces.ts';
import { methodTable } from './java-overloads.ts';
import { asText, JavaList, type JuelValue } from './juel-value.ts';
import { XML_TREE_METHODS } from './xml-tree-methods.ts';
import { spinXmlFailure } from './xml-node.ts';

/** The methods of Spin's elements and attributes. */
const elementsOf = (node: XmlNode): XmlNode[] => node.content.filter((part) => part instanceof XmlNode);
const textOf = (node: XmlNode): string =>
  node.content.map((part) => (typeof part === 'string' ? part : textOf(part))).join('');
const text = (value: JuelValue | undefined): string => asText(value ?? null);
const namespaceOfElement = (node: XmlNode): string | null => namespaceOf(node, node.name, true);
const namespaceOfAttribute = ({ owner, name }: XmlAttribute): string | null => namespaceOf(owner, name, false);

function children(node: XmlNode, namespace: string | null, name: string): XmlNode[] {
  const named = elementsOf(node).filter(
    (child) => localNameOf(child.name) === name && namespaceOfElement(child) === namespace,
  );
  if (named.length === 0)
    throw spinXmlFailure(
      'XmlElement',
      '07',
      `Unable to find child element with namespace '${namespace}' and name '${name}'`,
    );
  return named;
}

function onlyChild(node: XmlNode, namespace: string | null, name: string): XmlNode | null {
  const [child = null, ...more] = children(node, namespace, name);
  if (more.length > 0)
    throw spinXmlFailure(
      'XmlElement',
      '08',
      `More than one child element was found for namespace '${namespace}' and name '${name}'`,
    );
  return child;
}

/** In the order of their names, declarations of namespaces among them. */
const attributesOf = (node: XmlNode): XmlAttribute[] =>
  [...node.attributes.keys()]
    .sort((one, other) => (qualifiedName(one) < qualifiedName(other) ? -1 : 1))
    .map((name) => new XmlAttribute(node, name));
const attributesWithin = (node: XmlNode, namespace: string | null): XmlAttribute[] =>
  attributesOf(node).filter((attribute) => namespaceOfAttribute(attribute) === namespace);
const findAttribute = (node: XmlNode, namespace: string | null, name: string): XmlAttribute | undefined =>
  attributesWithin(node, namespace).find((attribute) => localNameOf(attribute.name) === name);

function attributeOf(node: XmlNode, namespace: string | null, name: string): XmlAttribute {
  const attribute = findAttribute(node, namespace, name);
  if (attribute === undefined)
    throw spinXmlFailure(
      'XmlAttribute',
      '06',
      `Unable to find attribute with namespace '${namespace}' and name '${name}'`,
    );
  return attribute;
}

/** An empty namespace is none. */
function withAttribute(node: XmlNode, namespace: string | null, name: string, value: string): XmlNode {
  if (setAttribute(node, namespace === '' ? null : namespace, name, value)) return node;
  throw spinXmlFailure(
    'XmlElementImplementation',
    '16',
    `Unable to set attribute '${namespace}:${name}' to value '${value}' on element '${namespaceOfElement(node)}:${localNameOf(node.name)}' in the underlying implementation`,
  );
}

function removeAttribute(node: XmlNode, namespace: string | null, name: string): XmlNode {
  const attribute = findAttribute(node, namespace, name);
  if (attribute !== undefined) node.attributes.delete(attribute.name);
  return node;
}

const spinList = (items: JuelValue[]): JavaList => new JavaList(items, 'org.camunda.spin.impl.SpinListImpl');
const namesOf = (attributes: readonly XmlAttribute[]): JavaList =>
  new JavaList(attributes.map(({ name }) => localNameOf(name)));

export const XML_METHODS = methodTable<XmlNode>({
  ...XML_TREE_METHODS,
  'name()': (self) => localNameOf(self.name),
  'prefix()': (self) => prefixOf(self.name),
  'hasPrefix(String)': (self, [prefix]) => prefixOf(self.name) === (prefix === null ? null : text(prefix)),
  'namespace()': namespaceOfElement,
  'hasNamespace(String)': (self, [namespace]) => namespaceOfElement(self) === text(namespace),
  'textContent()': textOf,
  'textContent(String)': (self, [content]) => {
    self.content.splice(0, self.content.length, text(content));
    return self;
  },
  'hasAttr(String)': (self, [name]) => findAttribute(self, null, text(name)) !== undefined,
  'hasAttrNs(String, String)': (self, [namespace, name]) =>
    findAttribute(self, text(namespace), text(name)) !== undefined,
  'attrs()': (self) => spinList(attributesOf(self)),
  'attrs(String)': (self, [namespace]) => spinList(attributesWithin(self, text(namespace))),
  'attrNames()': (self) => namesOf(attributesOf(self)),
  'attrNames(String)': (self, [namespace]) => namesOf(attributesWithin(self, text(namespace))),
  'attr(String)': (self, [name]) => attributeOf(self, null, text(name)),
  'attr(String, String)': (self, [name, value]) => withAttribute(self, null, text(name), text(value)),
  'attrNs(String, String, String)': (self, [namespace, name, value]) =>
    withAttribute(self, text(namespace), text(name), text(value)),
  'attrNs(String, String)': (self, [namespace, name]) => attributeOf(self, text(namespace), text(name)),
  'removeAttr(String)': (self, [name]) => removeAttribute(self, null, text(name)),
  'removeAttrNs(String, String)': (self, [namespace, name]) => removeAttribute(self, text(namespace), text(name)),
  'childElement(String)': (self, [name]) => onlyChild(self, namespaceOfElement(self), text(name)),
  'childElement(String, String)': (self, [namespace, name]) => onlyChild(self, text(namespace), text(name)),
  'childElements()': (self) => spinList(elementsOf(self)),
  'childElements(String)': (self, [name]) => spinList(children(self, namespaceOfElement(self), text(name))),
  'childElements(String, String)': (self, [namespace, name]) => spinList(children(self, text(namespace), text(name))),
  'xPath(String)': (self, [path]) => new XPathQuery(self, text(path)),
  'getDataFormatName()': () => 'application/xml',
});

export const XML_ATTRIBUTE_METHODS = methodTable<XmlAttribute>({
  'value()': ({ value }) => value,
  'value(String)': (self, [value]) => {
    self.owner.attributes.set(self.name, text(value));
    return self;
  },
  'name()': ({ name }) => localNameOf(name),
  'prefix()': ({ name }) => prefixOf(name),
  'hasPrefix(String)': ({ name }, [prefix]) => prefixOf(name) === (prefix === null ? null : text(prefix)),
  'namespace()': namespaceOfAttribute,
  'hasNamespace(String)': (self, [namespace]) => namespaceOfAttribute(self) === text(namespace),
  'remove()': ({ owner, name }) => {
    owner.attributes.delete(name);
    return owner;
  },
  'getDataFormatName()': () => 'application/xml',
});
