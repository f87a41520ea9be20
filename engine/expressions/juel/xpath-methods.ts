import { parseXPath, XPathBudget } from '../xpath/parse-xpath.ts';
import { documentOf, type XPathNode } from '../xpath/xpath-node.ts';
import { XPathFailure } from '../xpath/xpath-tokens.ts';
import { inOrder, isNodes, toBoolean, toNumber, toText, type XPathValue } from '../xpath/xpath-values.ts';
import { methodTable } from './java-overloads.ts';
import { asText, JavaList, JavaMap, JuelFailure, type JuelValue } from './juel-value.ts';
import { XmlAttribute, type XmlNode, XPathQuery } from '../xml/xml-element.ts';
import { localNameOf, namespaceOf } from '../xml/xml-namespaces.ts';
import { spinXmlFailure } from './xml-node.ts';

/** `xPath(…)` of Spin: XPath 1.0, asked of the element within its document. */
const MAX_VISITED_NODES = 1_000_000;

function resultOf(query: XPathQuery): XPathValue {
  const { element, text, namespaces } = query;
  if (text === '/') throw spinXmlFailure('XPath', '34', "XPath expression '/' not allowed");
  try {
    const expression = parseXPath(text, (prefix) => namespaces.get(prefix));
    return expression({ node: documentOf(element).place, position: 1, size: 1 }, new XPathBudget(MAX_VISITED_NODES));
  } catch (error) {
    if (error instanceof XPathFailure) throw unevaluable(query);
    throw error;
  }
}

function unevaluable({ element }: XPathQuery): JuelFailure {
  const name = `${namespaceOf(element, element.name, true)}:${localNameOf(element.name)}`;
  return spinXmlFailure('XPath', '24', `Unable to evaluate XPath expression on element '${name}'`);
}

/** At least one. */
function nodesOf(query: XPathQuery): readonly XPathNode[] {
  const value = resultOf(query);
  if (!isNodes(value)) throw unevaluable(query);
  if (value.length === 0) throw spinXmlFailure('XPath', '35', `Unable to find XPath expression '${query.text}'`);
  return inOrder(value);
}

const cannotCast = (className: string): JuelFailure =>
  spinXmlFailure('XPath', '25', `Unable to cast XPath expression to class 'org.w3c.dom.${className}'`);

function elementOf(node: XPathNode | undefined): XmlNode | null {
  return node?.kind === 'element' ? node.source : null;
}

function attributeOf(node: XPathNode | undefined): XmlAttribute | null {
  return node?.kind === 'attribute' && node.source !== null ? new XmlAttribute(node.source, node.name) : null;
}

function given<T>(value: T | null, className: string): T {
  if (value === null) throw cannotCast(className);
  return value;
}

function withNamespaces({ element, text, namespaces }: XPathQuery, given: JuelValue): XPathQuery {
  if (!(given instanceof JavaMap))
    throw new JuelFailure("java.lang.IllegalArgumentException: UTILS-02001 Parameter 'Namespaces' is null");
  const more = [...given.entries].map(([prefix, namespace]) => [prefix, asText(namespace)] as const);
  return new XPathQuery(element, text, new Map([...namespaces, ...more]));
}

const spinList = (items: (XmlNode | XmlAttribute)[]): JavaList =>
  new JavaList(items, 'org.camunda.spin.impl.SpinListImpl');

export const XPATH_METHODS = methodTable<XPathQuery>({
  'element()': (self) => given(elementOf(nodesOf(self)[0]), 'Element'),
  // What is no element is passed over.
  'elementList()': (self) => spinList(nodesOf(self).flatMap((node) => elementOf(node) ?? [])),
  'attribute()': (self) => given(attributeOf(nodesOf(self)[0]), 'Attr'),
  'attributeList()': (self) => spinList(nodesOf(self).map((node) => given(attributeOf(node), 'NodeList'))),
  'string()': (self) => toText(resultOf(self)),
  'number()': (self) => toNumber(resultOf(self)),
  'bool()': (self) => toBoolean(resultOf(self)),
  'ns(Map)': (self, [namespaces]) => withNamespaces(self, namespaces ?? null),
  'ns(String, String)': ({ element, text, namespaces }, [prefix, namespace]) =>
    new XPathQuery(element, text, new Map([...namespaces, [asText(prefix ?? null), asText(namespace ?? null)]])),
});
