import { readXml, type XmlAttribute, type XmlElement } from '../deploy/xml-source.ts';
import { SCHEMAS, type ExtensionCell } from './extension-cells.ts';

type Word = Pick<ExtensionCell, 'kind' | 'owners' | 'names'>;

/** The file without a word of a schema, wherever it stands; null where it does not have it. */
export function withoutWord(content: Uint8Array, word: Word): Uint8Array | null {
  let isFound = false;
  const left = (element: XmlElement): XmlElement => {
    const isOwner = word.owners.includes(nameOf(element));
    const isNamed = (part: XmlAttribute | XmlElement): boolean => isOwner && word.names.includes(nameOf(part));
    const isGone = (child: XmlElement): boolean =>
      word.kind === 'element' ? word.owners.includes(nameOf(child)) : word.kind === 'child' && isNamed(child);
    const attributes = element.attributes.filter((attribute) => word.kind !== 'attribute' || !isNamed(attribute));
    const children = element.children.filter((child) => !isGone(child));
    const losesText = word.kind === 'text' && isOwner && element.text.trim() !== '';
    if (losesText || attributes.length < element.attributes.length || children.length < element.children.length)
      isFound = true;
    return { ...element, attributes, children: children.map(left), text: losesText ? '' : element.text };
  };
  const file = left(readXml(content).root);
  return isFound ? new TextEncoder().encode(written(file)) : null;
}

/** The file written anew, with all that it has. */
export const rewritten = (content: Uint8Array): Uint8Array => new TextEncoder().encode(written(readXml(content).root));

const nameOf = ({ namespace, name }: { readonly namespace: string; readonly name: string }): string => {
  const schema = SCHEMAS.find(({ uri }) => uri === namespace);
  return schema ? `${schema.prefix}:${name}` : name;
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('\n', '&#10;');

function written({ qualifiedName, attributes, text, children }: XmlElement): string {
  const own = attributes.map((attribute) => ` ${attribute.qualifiedName}="${escaped(attribute.value)}"`).join('');
  return `<${qualifiedName}${own}>${escaped(text)}${children.map(written).join('')}</${qualifiedName}>`;
}
