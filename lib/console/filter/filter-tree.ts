/** Conditions that are joined; `any` of none is false, `all` of none is true. */
export type FilterTree<Leaf> =
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | { readonly kind: 'all' | 'any'; readonly of: readonly FilterTree<Leaf>[] }
  | { readonly kind: 'not'; readonly of: FilterTree<Leaf> };

export function leaf<Leaf>(value: Leaf): FilterTree<Leaf> {
  return { kind: 'leaf', leaf: value };
}

/** Joins and flattens: groups of one are that one. */
export function joined<Leaf>(kind: 'all' | 'any', trees: readonly FilterTree<Leaf>[]): FilterTree<Leaf> {
  const flat = trees.flatMap((tree) => (tree.kind === kind ? tree.of : [tree]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind, of: flat };
}
