import type { ElementInstanceNode, InstanceView } from '@/lib/console/views/instance-view.ts';

/** A node of the history with how deep it stands below the instance. */
export interface TreeRow {
  readonly node: ElementInstanceNode;
  readonly depth: number;
}

/** What happened, in the order it did; inner element instances under the one they belong to. */
export function treeRows(instance: Pick<InstanceView, 'key' | 'history'>): readonly TreeRow[] {
  const inner = new Map<string, ElementInstanceNode[]>();
  const keys = new Set(instance.history.map((node) => node.key));
  for (const node of instance.history) {
    const parent = keys.has(node.parentKey) ? node.parentKey : instance.key;
    const siblings = inner.get(parent);
    if (siblings === undefined) inner.set(parent, [node]);
    else siblings.push(node);
  }
  const rows: TreeRow[] = [];
  const visit = (key: string, depth: number) => {
    for (const node of inner.get(key) ?? []) {
      // What stands around something activated ad hoc says nothing that the sub-process and what is in it do not.
      const isShown = node.kind !== 'adHocInnerInstance';
      if (isShown) rows.push({ node, depth });
      visit(node.key, isShown ? depth + 1 : depth);
    }
  };
  visit(instance.key, 0);
  return rows;
}
