import type { XPathNode } from './xpath-node.ts';

/** Nodes of an axis, from the near to the far. */
export const AXES: { readonly [name: string]: (node: XPathNode) => Iterable<XPathNode> } = {
  self: (node) => [node],
  child: ({ children }) => children,
  parent: ({ parent }) => (parent === null ? [] : [parent]),
  attribute: ({ attributes }) => attributes,
  // Declarations of namespaces are no nodes here.
  namespace: () => [],
  descendant: below,
  *'descendant-or-self'(node) {
    yield node;
    yield* below(node);
  },
  ancestor: above,
  *'ancestor-or-self'(node) {
    yield node;
    yield* above(node);
  },
  'following-sibling': (node) => siblings(node).slice(siblings(node).indexOf(node) + 1),
  'preceding-sibling': (node) => before(node),
  *following(node) {
    for (let at: XPathNode | null = node; at !== null; at = at.parent)
      for (const sibling of at.kind === 'attribute'
        ? (at.parent?.children ?? [])
        : siblings(at).slice(siblings(at).indexOf(at) + 1)) {
        yield sibling;
        yield* below(sibling);
      }
  },
  *preceding(node) {
    for (let at: XPathNode | null = node; at !== null; at = at.parent)
      for (const sibling of before(at)) yield* [sibling, ...below(sibling)].reverse();
  },
};

function* below({ children }: XPathNode): Iterable<XPathNode> {
  for (const child of children) {
    yield child;
    yield* below(child);
  }
}

function* above({ parent }: XPathNode): Iterable<XPathNode> {
  for (let at = parent; at !== null; at = at.parent) yield at;
}

const siblings = (node: XPathNode): readonly XPathNode[] =>
  node.kind === 'attribute' ? [] : (node.parent?.children ?? []);

function before(node: XPathNode): readonly XPathNode[] {
  const all = siblings(node);
  return all.slice(0, Math.max(0, all.indexOf(node))).reverse();
}
