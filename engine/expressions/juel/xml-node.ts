import { SaxesParser } from 'saxes';
import { asText, classOf, JsonNode, JuelFailure, type JuelValue } from './juel-value.ts';
import { XmlNode } from '../xml/xml-element.ts';

/** Spin's XML is read here. */
const MAX_XML_CHARACTERS = 1_000_000;
const MAX_XML_DEPTH = 200;

export const spinXmlFailure = (kind: string, code: string, sentence: string): JuelFailure =>
  new JuelFailure(`org.camunda.spin.xml.Spin${kind}Exception: SPIN/DOM-XML-010${code} ${sentence}`);
const unreadable = (): JuelFailure => spinXmlFailure('XmlDataFormat', '09', 'Unable to parse input into DOM document');

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
    throw new JuelFailure(`The XML is longer than ${MAX_XML_CHARACTERS} characters`, null);
  const parser = new SaxesParser({ position: false });
  const open: XmlNode[] = [];
  let root: XmlNode | null = null;
  parser.on('opentag', ({ name, attributes }) => {
    const node = new XmlNode(name, new Map(Object.entries(attributes).map(([key, value]) => [key, String(value)])));
    if (open.length >= MAX_XML_DEPTH) throw new JuelFailure(`The XML is nested deeper than ${MAX_XML_DEPTH}`, null);
    node.parent = open.at(-1) ?? null;
    node.parent?.content.push(node);
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
