import type { XmlNode } from '../xml/xml-element.ts';
import { isDeclaration, localNameOf, namespaceOf } from '../xml/xml-namespaces.ts';

/** A place in a document as XPath sees it. Attributes that declare namespaces, and comments, are none. */
export interface XPathNode {
  readonly kind: 'document' | 'element' | 'attribute' | 'text';
  /** The element, or that of the attribute or text. */
  readonly source: XmlNode | null;
  /** As the element has it, with its prefix. */
  readonly name: string;
  readonly namespace: string | null;
  readonly parent: XPathNode | null;
  readonly children: readonly XPathNode[];
  readonly attributes: readonly XPathNode[];
  /** Of attributes and texts. */
  readonly text: string;
  /** Its place in the order of the document. */
  readonly order: number;
}

export const localName = ({ name }: XPathNode): string => localNameOf(name);

export function stringOf(node: XPathNode): string {
  return node.kind === 'attribute' || node.kind === 'text' ? node.text : node.children.map(stringOf).join('');
}

/** Characters that count as much as a node that is visited. */
const CHARACTERS_OF_A_VISIT = 256;
const costs = new WeakMap<XPathNode, number>();

/** What it takes to read the text of a node, in visits. */
export function costOfText(node: XPathNode): number {
  const known = costs.get(node);
  if (known !== undefined) return known;
  const cost = node.children.reduce((sum, child) => sum + costOfText(child), 1 + costOfCharacters(node.text));
  costs.set(node, cost);
  return cost;
}

export const costOfCharacters = (text: string): number => Math.floor(text.length / CHARACTERS_OF_A_VISIT);

/** The document of an element, and the element's own place in it. */
export function documentOf(element: XmlNode): { readonly document: XPathNode; readonly place: XPathNode } {
  let root = element;
  while (root.parent !== null) root = root.parent;
  const builder = new DocumentBuilder(element);
  const document = builder.document(root);
  return { document, place: builder.place ?? document };
}

class DocumentBuilder {
  place: XPathNode | null = null;
  private readonly wanted: XmlNode;
  private order = 0;

  constructor(wanted: XmlNode) {
    this.wanted = wanted;
  }

  document(root: XmlNode): XPathNode {
    const children: XPathNode[] = [];
    const document = this.node({ kind: 'document', source: null, name: '', namespace: null, parent: null, children });
    children.push(this.element(root, document));
    return document;
  }

  private element(source: XmlNode, parent: XPathNode): XPathNode {
    const children: XPathNode[] = [];
    const attributes: XPathNode[] = [];
    const namespace = namespaceOf(source, source.name, true);
    const node = this.node({ kind: 'element', source, name: source.name, namespace, parent, children, attributes });
    if (source === this.wanted) this.place = node;
    for (const [name, text] of source.attributes)
      if (!isDeclaration(name))
        attributes.push(
          this.node({
            kind: 'attribute',
            source,
            name,
            namespace: namespaceOf(source, name, false),
            parent: node,
            text,
          }),
        );
    let text = '';
    const closeText = (): void => {
      if (text !== '')
        children.push(this.node({ kind: 'text', source, name: '', namespace: null, parent: node, text }));
      text = '';
    };
    for (const part of source.content) {
      if (typeof part === 'string') text += part;
      else {
        closeText();
        children.push(this.element(part, node));
      }
    }
    closeText();
    return node;
  }

  private node(given: Omit<XPathNode, 'order' | 'text' | 'children' | 'attributes'> & Partial<XPathNode>): XPathNode {
    this.order += 1;
    return { children: [], attributes: [], text: '', ...given, order: this.order };
  }
}
