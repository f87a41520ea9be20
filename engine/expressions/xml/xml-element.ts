/** An element of XML; its content is texts and elements in turn. */
export class XmlNode {
  readonly name: string;
  /** Values by names, as `localNameOf` reads them. */
  readonly attributes: Map<string, string>;
  readonly content: (string | XmlNode)[] = [];
  /** What prefixes mean here without a declaration, because the element brought them from where it was before. */
  readonly brought = new Map<string, string>();
  parent: XmlNode | null = null;
  constructor(name: string, attributes: Map<string, string>) {
    this.name = name;
    this.attributes = attributes;
  }
}

/** One that an element has, by its name as the element has it. */
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
