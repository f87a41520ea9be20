import { insertBehind, insertChild, isWithin, removeChild, replaceElement } from '../xml/change-xml.ts';
import { XmlNode } from '../xml/xml-element.ts';
import { localNameOf, namespaceOf } from '../xml/xml-namespaces.ts';
import { MethodFailure } from './java-overloads.ts';
import { classOf, JavaList, JuelFailure, type JuelValue } from './juel-value.ts';
import { spinXmlFailure } from './xml-node.ts';

/** The methods of Spin's elements that put elements into a document and take them out. */
type Method = (self: XmlNode, args: readonly JuelValue[]) => JuelValue;

const spaced = (node: XmlNode): string => `${namespaceOf(node, node.name, true)}:${localNameOf(node.name)}`;
const described = (node: XmlNode): string =>
  `element with namespace '${namespaceOf(node, node.name, true)}' and name '${localNameOf(node.name)}'`;

function given(value: JuelValue | undefined, parameter: string): XmlNode {
  if (value instanceof XmlNode) return value;
  throw new JuelFailure(`java.lang.IllegalArgumentException: UTILS-02001 Parameter '${parameter}' is null`);
}

function childOf(self: XmlNode, value: JuelValue | undefined, parameter: string): XmlNode {
  const child = given(value, parameter);
  if (child.parent === self) return child;
  throw spinXmlFailure('XmlElement', '36', `The ${described(child)} is not a child element of the ${described(self)}`);
}

const unable = (code: string, what: string): JuelFailure =>
  spinXmlFailure('XmlElementImplementation', code, `Unable to ${what} in the underlying implementation`);

function append(self: XmlNode, value: JuelValue): void {
  const child = given(value, 'childElement');
  if (isWithin(self, child))
    throw unable('17', `append new child element '${spaced(child)}' to element '${spaced(self)}'`);
  insertChild(self, child);
}

/** Both have to be elements before anything is looked at. */
function insert(
  self: XmlNode,
  [child, existing]: readonly JuelValue[],
  put: (parent: XmlNode, child: XmlNode, existing: XmlNode) => void,
): XmlNode {
  const element = given(child, 'childElement');
  const place = childOf(self, existing, 'existingChildElement');
  if (isWithin(self, element))
    throw unable('18', `insert new child element '${spaced(element)}' to element '${spaced(self)}'`);
  put(self, element, place);
  return self;
}

function replace(old: XmlNode, element: XmlNode): void {
  if (old.parent !== null && isWithin(old.parent, element))
    throw unable('15', `replace the existing element '${spaced(old)}' by the new element '${spaced(element)}'`);
  replaceElement(old, element);
}

/** For each of several elements, or of a list of them. */
function forEach(name: string, act: (self: XmlNode, child: JuelValue) => void): Record<string, Method> {
  const all = (self: XmlNode, items: readonly JuelValue[]): XmlNode => {
    for (const item of [...items]) act(self, item);
    return self;
  };
  return {
    [`${name}(SpinXmlElement...)`]: all,
    [`${name}(Collection)`]: (self, [items]) => {
      if (items instanceof JavaList) return all(self, items.items);
      throw new MethodFailure(`Unable to find unambiguous method: class ${classOf(self)}.${name}(null)`);
    },
  };
}

export const XML_TREE_METHODS: Readonly<Record<string, Method>> = {
  ...forEach('append', append),
  ...forEach('remove', (self, child) => removeChild(childOf(self, child, 'childElement'))),
  'appendBefore(SpinXmlElement, SpinXmlElement)': (self, args) => insert(self, args, insertChild),
  'appendAfter(SpinXmlElement, SpinXmlElement)': (self, args) => insert(self, args, insertBehind),
  'replace(SpinXmlElement)': (self, [element]) => {
    const wanted = given(element, 'newElement');
    replace(self, wanted);
    return wanted;
  },
  'replaceChild(SpinXmlElement, SpinXmlElement)': (self, [existing, element]) => {
    const old = given(existing, 'existingChildElement');
    const wanted = given(element, 'newChildElement');
    replace(childOf(self, old, 'existingChildElement'), wanted);
    return self;
  },
};
