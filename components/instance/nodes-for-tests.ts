import { BPMN, CAMUNDA, type ModelNode, ZEEBE } from './model-node.ts';

const NAMESPACES: Readonly<Record<string, string>> = { camunda: CAMUNDA, zeebe: ZEEBE };
type Content = string | readonly ModelNode[];

/** `camunda:in` is in its vendor's namespace, `task` in BPMN's; attributes likewise. */
export function node(
  qualified: string,
  attributes: Readonly<Record<string, string>> = {},
  content: Content = [],
): ModelNode {
  const [local = '', prefix] = qualified.split(':').reverse();
  const children = typeof content === 'string' ? [] : content;
  return {
    localName: local,
    namespaceURI: prefix === undefined ? BPMN : (NAMESPACES[prefix] ?? null),
    children,
    textContent: typeof content === 'string' ? content : children.map((child) => child.textContent ?? '').join(''),
    getAttribute: (name) => attributes[name] ?? null,
    getAttributeNS: (namespace, name) => attributes[`${namespace === CAMUNDA ? 'camunda' : 'zeebe'}:${name}`] ?? null,
  };
}
export const extended = (name: string, attributes: Readonly<Record<string, string>>, ...words: readonly ModelNode[]) =>
  node(name, attributes, [node('extensionElements', {}, words)]);
