import type { XmlNode } from './xml-element.ts';
import { isDeclaration, namespaceOf, prefixOf, qualifiedName, XML_NAMESPACE } from './xml-namespaces.ts';

/** What prefixes mean where something is written. */
type Scope = ReadonlyMap<string, string>;

/**
 * The document as Spin writes it: elements on lines of their own, blank text left out, texts alone beside their tags;
 * of an element first what its prefixes mean, as far as that is not known, then its attributes in the order of their
 * names.
 */
export function xmlDocument(root: XmlNode): string {
  const scope = new Map([
    ['', ''],
    ['xml', XML_NAMESPACE],
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>${elementText(root, '', scope)}\n`;
}

function elementText(node: XmlNode, indent: string, outside: Scope): string {
  const { attributes, scope } = attributesText(node, outside);
  const open = `<${node.name}${attributes}`;
  const parts = node.content.filter((part) => typeof part !== 'string' || part.trim() !== '');
  if (node.content.every((part) => part === '')) return `${open}/>`;
  if (parts.every((part) => typeof part === 'string'))
    return `${open}>${escaped(node.content.map((part) => (typeof part === 'string' ? part : '')).join(''))}</${node.name}>`;
  const inner = `${indent}  `;
  const lines = parts.map(
    (part) => `${inner}${typeof part === 'string' ? escaped(part.trim()) : elementText(part, inner, scope)}`,
  );
  return `${open}>\n${lines.join('\n')}\n${indent}</${node.name}>`;
}

function attributesText(node: XmlNode, outside: Scope): { readonly attributes: string; readonly scope: Scope } {
  const scope = new Map(outside);
  const declared = new Map<string, string>();
  const mean = (prefix: string, namespace: string): void => {
    if (scope.get(prefix) === namespace) return;
    scope.set(prefix, namespace);
    declared.set(prefix, namespace);
  };
  const names = [...node.attributes.keys()].sort(byName);
  for (const name of names.filter(isDeclaration))
    mean(name === 'xmlns' ? '' : name.slice('xmlns:'.length), node.attributes.get(name) ?? '');
  const namespace = namespaceOf(node, node.name, true);
  if (namespace !== null) mean(prefixOf(node.name) ?? '', namespace);
  let made = 0;
  const written = names
    .filter((name) => !isDeclaration(name))
    .map((name) => {
      const space = namespaceOf(node, name, false);
      const prefix = space === null || name.startsWith('{') ? null : prefixOf(name);
      const shown =
        space === null ? qualifiedName(name) : prefix === null ? `ns${made++}:${qualifiedName(name)}` : name;
      if (space !== null) mean(prefixOf(shown) ?? '', space);
      return ` ${shown}="${attributeText(node.attributes.get(name) ?? '')}"`;
    });
  const declarations = [...declared].map(
    ([prefix, space]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${attributeText(space)}"`,
  );
  return { attributes: [...declarations, ...written].join(''), scope };
}

/** By the names without the namespaces that attributes brought; of one name those without such a namespace first. */
function byName(one: string, other: string): number {
  const [left, right] = [qualifiedName(one), qualifiedName(other)];
  if (left === right) return one.startsWith('{') ? 1 : -1;
  return left < right ? -1 : 1;
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const attributeText = (value: string): string => escaped(value).replace(/"/g, '&quot;');
