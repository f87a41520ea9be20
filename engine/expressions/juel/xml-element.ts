/** An element of XML; its content is texts and elements in turn. */
export class XmlNode {
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly content: (string | XmlNode)[] = [];
  parent: XmlNode | null = null;
  constructor(name: string, attributes: Map<string, string>) {
    this.name = name;
    this.attributes = attributes;
  }
}

/** One that an element has, by its name as written. */
export class XmlAttribute {
  readonly owner: XmlNode;
  readonly name: string;
  constructor(owner: XmlNode, name: string) {
    this.owner = owner;
    this.name = name;
  }
  get value(): string {
    return this.owner.attributes.get(this.name) ?? '';
  }
}

/** `xPath(…)`, asked of an element; `ns(…)` says what its prefixes mean. */
export class XPathQuery {
  readonly element: XmlNode;
  readonly text: string;
  readonly namespaces: ReadonlyMap<string, string>;
  constructor(element: XmlNode, text: string, namespaces: ReadonlyMap<string, string> = new Map()) {
    this.element = element;
    this.text = text;
    this.namespaces = namespaces;
  }
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The document as Spin writes it: elements on lines of their own, blank text left out, texts alone beside their tags. */
export function xmlDocument(root: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${elementText(root, '')}\n`;
}

function elementText(node: XmlNode, indent: string): string {
  const attributes = [...node.attributes].map(([name, value]) => ` ${name}="${attributeText(value)}"`).join('');
  const parts = node.content.filter((part) => typeof part !== 'string' || part.trim() !== '');
  const open = `<${node.name}${attributes}`;
  if (node.content.length === 0) return `${open}/>`;
  if (parts.every((part) => typeof part === 'string'))
    return `${open}>${escaped(node.content.map((part) => (typeof part === 'string' ? part : '')).join(''))}</${node.name}>`;
  const inner = `${indent}  `;
  const lines = parts.map(
    (part) => `${inner}${typeof part === 'string' ? escaped(part.trim()) : elementText(part, inner)}`,
  );
  return `${open}>\n${lines.join('\n')}\n${indent}</${node.name}>`;
}

const attributeText = (value: string): string => escaped(value).replace(/"/g, '&quot;');
