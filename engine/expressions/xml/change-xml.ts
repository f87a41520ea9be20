import { XmlNode } from './xml-element.ts';
import {
  DECLARATIONS,
  localNameOf,
  namespaceOf,
  namespaceOfPrefix,
  prefixOf,
  qualifiedName,
  XML_NAMESPACE,
} from './xml-namespaces.ts';

/** Changes of a document as the DOM makes them. An element is in one place: where it is put, it leaves where it was. */

/** Whether an element lies within another one, or is it: such a one cannot take it in. */
export function isWithin(element: XmlNode, outer: XmlNode): boolean {
  for (let at: XmlNode | null = element; at !== null; at = at.parent) if (at === outer) return true;
  return false;
}

/** Puts a child before another one, or behind all. */
export function insertChild(parent: XmlNode, child: XmlNode, before?: XmlNode): void {
  if (child === before) return;
  detach(child);
  put(parent, child, before === undefined ? parent.content.length : parent.content.indexOf(before));
}

/** Puts a child behind another one, before the text that may follow that. */
export function insertBehind(parent: XmlNode, child: XmlNode, existing: XmlNode): void {
  if (child === existing) return;
  detach(child);
  put(parent, child, parent.content.indexOf(existing) + 1);
}

function put(parent: XmlNode, child: XmlNode, at: number): void {
  child.parent = parent;
  parent.content.splice(at, 0, child);
}

/** Puts an element into the place of another one; a root is replaced by it alone. */
export function replaceElement(old: XmlNode, element: XmlNode): void {
  if (old === element) return;
  const { parent } = old;
  detach(element);
  if (parent === null) return;
  insertChild(parent, element, old);
  detach(old);
}

export function removeChild(child: XmlNode): void {
  detach(child);
}

/** Takes an element out of where it is. What its names and those in it mean stays as it was. */
function detach(element: XmlNode): void {
  const { parent } = element;
  if (parent === null) return;
  const meanings = [...prefixesIn(element)].map((prefix) => [prefix, namespaceOfPrefix(element, prefix)] as const);
  parent.content.splice(parent.content.indexOf(element), 1);
  element.parent = null;
  for (const [prefix, namespace] of meanings) element.brought.set(prefix, namespace ?? '');
}

function prefixesIn(element: XmlNode): ReadonlySet<string> {
  const prefixes = new Set<string>();
  const open = [element];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    prefixes.add(prefixOf(at.name) ?? '');
    for (const name of at.attributes.keys()) prefixes.add(prefixOf(name) ?? '');
    open.push(...at.content.filter((part) => part instanceof XmlNode));
  }
  return prefixes;
}

const NAME_START = ':_\\p{L}';
const NAME = new RegExp(`^[${NAME_START}][${NAME_START}\\p{M}\\p{N}.\\-\u00b7]*$`, 'u');

/** Gives an element an attribute, by its namespace and qualified name; false: the two do not go together. */
export function setAttribute(element: XmlNode, namespace: string | null, name: string, value: string): boolean {
  if (!isNameOf(namespace, name)) return false;
  const prefix = prefixOf(name);
  for (const key of element.attributes.keys())
    if (localNameOf(key) === localNameOf(name) && namespaceOf(element, key, false) === namespace)
      element.attributes.delete(key);
  element.attributes.set(
    namespace !== null && prefix === null && name !== 'xmlns' ? `{${namespace}}${name}` : name,
    value,
  );
  if (namespace !== null && prefix !== null && namespaceOf(element, name, false) !== namespace) {
    element.attributes.delete(`xmlns:${prefix}`);
    element.brought.set(prefix, namespace);
  }
  return true;
}

function isNameOf(namespace: string | null, name: string): boolean {
  const parts = name.split(':');
  if (!NAME.test(name) || parts.length > 2 || parts.includes('')) return false;
  const prefix = prefixOf(name);
  if (prefix !== null && namespace === null) return false;
  if (prefix === 'xml' && namespace !== XML_NAMESPACE) return false;
  return (qualifiedName(name) === 'xmlns' || prefix === 'xmlns') === (namespace === DECLARATIONS);
}
