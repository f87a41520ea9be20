/** An element of a model's XML as facts are read from it; the browser's elements are such. */
export interface ModelNode {
  readonly localName: string;
  readonly namespaceURI: string | null;
  readonly textContent: string | null;
  readonly children: Iterable<ModelNode>;
  getAttribute(name: string): string | null;
  getAttributeNS(namespace: string, name: string): string | null;
}

export const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
export const CAMUNDA = 'http://camunda.org/schema/1.0/bpmn';
export const ZEEBE = 'http://camunda.org/schema/zeebe/1.0';

export function childrenOf(
  node: ModelNode | undefined,
  namespace: string,
  ...names: readonly string[]
): readonly ModelNode[] {
  return node === undefined
    ? []
    : [...node.children].filter((child) => child.namespaceURI === namespace && names.includes(child.localName));
}

/** Words of a vendor stand in `extensionElements`, some of them in a group of their own. */
export function extensionsOf(
  node: ModelNode | undefined,
  namespace: string,
  ...path: readonly string[]
): readonly ModelNode[] {
  let found = childrenOf(node, BPMN, 'extensionElements');
  for (const name of path) found = found.flatMap((each) => childrenOf(each, namespace, name));
  return found;
}

export function textOf(node: ModelNode | undefined): string | null {
  const text = node?.textContent?.trim() ?? '';
  return text === '' ? null : text;
}

/** An attribute of Camunda 7 at an element. */
export function camunda(node: ModelNode, name: string): string | null {
  return node.getAttributeNS(CAMUNDA, name);
}
