import { SaxesParser } from 'saxes';
import { asText, integer, JuelFailure, type JuelValue, XmlAttribute, XmlNode } from './juel-value.ts';

const MAX_XML_CHARACTERS = 1_000_000;
const MAX_XML_DEPTH = 200;

/** `XML(text)`: the root element. Entities are never expanded and nothing is loaded. */
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
    throw new JuelFailure(
      'org.camunda.spin.xml.SpinXmlDataFormatException: SPIN/DOM-XML-01009 Unable to parse input into DOM document',
    );
  });
  parser.write(text).close();
  if (!root)
    throw new JuelFailure(
      'org.camunda.spin.xml.SpinXmlDataFormatException: SPIN/DOM-XML-01009 Unable to parse input into DOM document',
    );
  return root;
}

const elementsOf = (node: XmlNode): XmlNode[] => node.content.filter((part) => part instanceof XmlNode);
const textOf = (node: XmlNode): string =>
  node.content.map((part) => (typeof part === 'string' ? part : textOf(part))).join('');
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Methods of Spin's XML elements and attributes. undefined: there is no such method. */
export function xmlMethod(
  node: XmlNode | XmlAttribute,
  call: string,
  [first = null]: readonly JuelValue[],
): JuelValue | undefined {
  if (node instanceof XmlAttribute) return call === 'value/0' ? node.value : call === 'name/0' ? node.name : undefined;
  const named = (): XmlNode[] => elementsOf(node).filter(({ name }) => localName(name) === asText(first));
  switch (call) {
    case 'name/0':
      return localName(node.name);
    case 'textContent/0':
      return textOf(node);
    case 'hasAttr/1':
      return node.attributes.has(asText(first));
    case 'attrs/0':
      return [...node.attributes].map(([name, value]) => new XmlAttribute(name, value));
    case 'attr/1': {
      const value = node.attributes.get(asText(first));
      if (value === undefined)
        throw new JuelFailure(
          `org.camunda.spin.xml.SpinXmlAttributeException: SPIN/DOM-XML-01001 Unable to find attribute with name '${asText(first)}'`,
        );
      return new XmlAttribute(asText(first), value);
    }
    case 'childElement/1': {
      const [child, ...more] = named();
      if (!child || more.length > 0)
        throw new JuelFailure(
          `org.camunda.spin.xml.SpinXmlElementException: SPIN/DOM-XML-01002 Expected one child element '${asText(first)}' but found ${more.length + (child ? 1 : 0)}`,
        );
      return child;
    }
    case 'childElements/0':
      return elementsOf(node);
    case 'childElements/1':
      return named();
    case 'childElementCount/0':
      return integer(elementsOf(node).length);
    default:
      return undefined;
  }
}
