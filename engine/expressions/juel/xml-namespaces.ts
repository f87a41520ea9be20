import type { XmlNode } from './xml-element.ts';

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const DECLARATIONS = 'http://www.w3.org/2000/xmlns/';

/** The namespace of a name within an element; one without prefix has only as an element's that of its surroundings. */
export function namespaceOf(within: XmlNode, name: string, isElement: boolean): string | null {
  if (name === 'xmlns' || name.startsWith('xmlns:')) return DECLARATIONS;
  const colon = name.indexOf(':');
  if (colon < 0 && !isElement) return null;
  const prefix = colon < 0 ? '' : name.slice(0, colon);
  if (prefix === 'xml') return XML_NAMESPACE;
  const declaration = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  for (let at: XmlNode | null = within; at !== null; at = at.parent) {
    const declared = at.attributes.get(declaration);
    if (declared !== undefined) return declared === '' ? null : declared;
  }
  return null;
}
