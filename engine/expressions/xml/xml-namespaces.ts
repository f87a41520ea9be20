import type { XmlNode } from './xml-element.ts';

export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
export const DECLARATIONS = 'http://www.w3.org/2000/xmlns/';

/**
 * A name as an element or attribute has it: `local`, `prefix:local`, or `{namespace}local` for an attribute that was
 * given a namespace without a prefix; it gets one when it is written.
 */
export const localNameOf = (name: string): string => qualifiedName(name).slice(qualifiedName(name).indexOf(':') + 1);
export const prefixOf = (name: string): string | null => {
  const qualified = qualifiedName(name);
  return qualified.includes(':') ? qualified.slice(0, qualified.indexOf(':')) : null;
};
export const qualifiedName = (name: string): string =>
  name.startsWith('{') ? name.slice(ownNamespaceEnd(name) + 1) : name;
const ownNamespaceEnd = (name: string): number => name.lastIndexOf('}');
export const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:');

/** The namespace of a name within an element; one without prefix has only as an element's that of its surroundings. */
export function namespaceOf(within: XmlNode, name: string, isElement: boolean): string | null {
  if (name.startsWith('{')) return name.slice(1, ownNamespaceEnd(name));
  if (isDeclaration(name)) return DECLARATIONS;
  const prefix = prefixOf(name);
  return prefix === null && !isElement ? null : namespaceOfPrefix(within, prefix ?? '');
}

/** What a prefix means within an element, '' for none; null: nothing. */
export function namespaceOfPrefix(within: XmlNode, prefix: string): string | null {
  if (prefix === 'xml') return XML_NAMESPACE;
  const declaration = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  for (let at: XmlNode | null = within; at !== null; at = at.parent) {
    const declared = at.attributes.get(declaration) ?? at.brought.get(prefix);
    if (declared !== undefined) return declared === '' ? null : declared;
  }
  return null;
}
