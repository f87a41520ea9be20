import type { ElementInstanceNode, InstanceView } from '@/lib/console/views/instance-view.ts';

export type Side = 'onlyA' | 'onlyB' | 'both';
/** How one instance fared at an element. */
export interface Passage {
  readonly times: number;
  readonly incidents: number /** All its runs together; null: their times are not told. */;
  readonly tookMs: number | null;
  readonly isRunning: boolean;
}
export interface ComparedElement {
  readonly elementId: string;
  readonly side: Side;
  readonly a: Passage | null;
  readonly b: Passage | null;
}
export interface ComparedPath {
  readonly elements: readonly ComparedElement[];
  readonly flows: readonly { readonly id: string; readonly side: Side }[];
}

type Instance = Pick<InstanceView, 'elements' | 'takenFlows' | 'history'>;
/** They hold others and are none themselves. */
const HOLDERS: ReadonlySet<string> = new Set(['multiInstanceBody', 'adHocInnerInstance']);

/**
 * The ways that two instances took, element by element and flow by flow, in the order in which the first of them came
 * there.
 */
export function comparedPath(a: Instance, b: Instance, now: number): ComparedPath {
  const [left, right] = [passages(a, now), passages(b, now)];
  const elements = [...new Set([...left.keys(), ...right.keys()])].map((elementId) => {
    const [one, other] = [left.get(elementId) ?? null, right.get(elementId) ?? null];
    return { elementId, a: one, b: other, side: sideOf(one !== null, other !== null) };
  });
  const flows = [...new Set([...a.takenFlows, ...b.takenFlows])].map((id) => ({
    id,
    side: sideOf(a.takenFlows.includes(id), b.takenFlows.includes(id)),
  }));
  return { elements, flows };
}

function sideOf(isInA: boolean, isInB: boolean): Side {
  return isInA && isInB ? 'both' : isInA ? 'onlyA' : 'onlyB';
}

function passages({ elements, history }: Instance, now: number): ReadonlyMap<string, Passage> {
  const took = new Map<string, number>();
  for (const node of history)
    if (!HOLDERS.has(node.kind)) took.set(node.elementId, (took.get(node.elementId) ?? 0) + durationOf(node, now));
  const counts = new Map(elements.map((each) => [each.elementId, each]));
  // In the order of the history; counts of what is not in it (it may be cut) come last.
  return new Map(
    [...new Set([...took.keys(), ...counts.keys()])].flatMap((elementId) => {
      const { active = 0, completed = 0, cancelled = 0, incidents = 0 } = counts.get(elementId) ?? {};
      return active + completed + cancelled === 0
        ? []
        : [
            [
              elementId,
              {
                times: active + completed + cancelled,
                incidents,
                tookMs: took.get(elementId) ?? null,
                isRunning: active > 0,
              },
            ] as const,
          ];
    }),
  );
}

function durationOf({ startedAt, endedAt }: ElementInstanceNode, now: number): number {
  return (endedAt ?? now) - startedAt;
}

/** It went the same way equally often; how long it took is not asked. */
export function isAlike({ side, a, b }: ComparedElement): boolean {
  return side === 'both' && a?.times === b?.times && (a?.incidents ?? 0) === (b?.incidents ?? 0);
}
