import type { ElementInstanceNode, InstanceView, Transition } from '@/lib/console/views/instance-view.ts';

/** A node of the history with how deep it stands below the instance. */
export interface TreeRow {
  readonly node: ElementInstanceNode;
  readonly depth: number;
  /** A token that waits before its element, which has not begun, or behind it. */
  readonly side?: Transition['side'];
}

/** A token between elements as a node among those of its scope, behind all that has begun there. */
const nodeOf = ({ jobKey, scopeKey, elementId, index, hasIncident, since }: Transition): ElementInstanceNode => ({
  key: jobKey,
  parentKey: scopeKey,
  elementId,
  kind: 'transition',
  state: hasIncident ? 'incident' : 'active',
  index,
  calledInstanceKey: null,
  enteredBy: [],
  startedAt: since,
  endedAt: null,
});

/** What happened, in the order it did; inner element instances under the one they belong to. */
export function treeRows({
  key: instanceKey,
  history,
  transitions = [],
}: Pick<InstanceView, 'key' | 'history' | 'transitions'>): readonly TreeRow[] {
  const inner = new Map<string, ElementInstanceNode[]>();
  const keys = new Set(history.map((node) => node.key));
  const sides = new Map(transitions.map(({ jobKey, side }) => [jobKey, side]));
  for (const node of [...history, ...transitions.map(nodeOf)]) {
    const parent = keys.has(node.parentKey) ? node.parentKey : instanceKey;
    const siblings = inner.get(parent);
    if (siblings === undefined) inner.set(parent, [node]);
    else siblings.push(node);
  }
  const rows: TreeRow[] = [];
  const visit = (key: string, depth: number) => {
    for (const node of inner.get(key) ?? []) {
      // What stands around something activated ad hoc says nothing that the sub-process and what is in it do not.
      const isShown = node.kind !== 'adHocInnerInstance';
      const side = sides.get(node.key);
      if (isShown) rows.push({ node, depth, ...(side !== undefined && { side }) });
      visit(node.key, isShown ? depth + 1 : depth);
    }
  };
  visit(instanceKey, 0);
  return rows;
}
