import { useEffect, useRef, useState } from 'react';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import type { ElementCounts } from '@/lib/console/views/shared.ts';
import { freeTokens, sourceAt, type StartPosition, targetAt } from './plan.ts';
import type { PlannedStepDraft, PlanOfHand } from './use-plan.ts';

export type Tool = 'move' | 'add' | 'cancel';

interface DrawingOn {
  readonly definitionKey: string;
  readonly counts: readonly ElementCounts[];
  readonly hand: PlanOfHand;
  readonly isReadOnly: boolean;
}

/** What clicks and pulls on the diagram mean with the tool in hand: each becomes steps of the plan. */
export function useDrawing({ definitionKey, counts, hand, isReadOnly }: DrawingOn) {
  const { values, set } = useUrlState();
  const elements = useModelElements(definitionKey);
  const [sources, setSources] = useState<readonly string[]>(() =>
    (values.from ?? '').split(',').filter((id) => id !== ''),
  );
  const tool: Tool = values.tool === 'add' || values.tool === 'cancel' ? values.tool : 'move';
  const free = (id: string) => freeTokens(counts, hand.plan, id);
  const isLoop = (id: string) => elements.get(id)?.isLoop ?? false;
  const sourceOf = (id: string) => ({ ...sourceAt(id, free(id)), isFromBody: isLoop(id) });
  const targetOf = (to: string, position: StartPosition) => ({
    ...targetAt(to, position),
    isBody: position !== 'flow' && isLoop(to),
  });
  const draw = (...steps: readonly PlannedStepDraft[]) => {
    const isDrawn = !isReadOnly && steps.length > 0;
    if (isDrawn) hand.add(...steps);
    return isDrawn;
  };
  const move = (from: readonly string[], to: string, position: StartPosition) => {
    const moving = from.filter((id) => free(id) > 0 && id !== to);
    const isDrawn = draw(
      ...moving.map((id) => ({ kind: 'move' as const, ...sourceOf(id), ...targetOf(to, position) })),
    );
    if (isDrawn) setSources([]);
  };
  const start = (to: string, position: StartPosition) => draw({ kind: 'add', ...targetOf(to, position) });
  const cancel = (from: readonly string[]) =>
    draw(...from.filter((id) => free(id) > 0).map((id) => ({ kind: 'cancel' as const, ...sourceOf(id) })));
  // Those that were to be cancelled when the page was opened are in the plan at once; a loop is known by its model.
  useOnceWhen(tool === 'cancel' && sources.length > 0 && elements.size > 0, () => {
    cancel(sources);
    setSources([]);
    set({ from: null });
  });
  return {
    tool,
    takeTool: (next: Tool) => {
      setSources([]);
      set({ tool: next === 'move' ? null : next });
    },
    /** Elements whose tokens are in hand, to be put somewhere. */
    sources,
    letGo: () => setSources([]),
    choose: (id: string | null, isAdding: boolean) => {
      if (id === null) setSources([]);
      else if (tool === 'add') start(id, 'before');
      else if (tool === 'cancel') cancel([id]);
      else if (sources.includes(id)) setSources(sources.filter((each) => each !== id));
      else if (sources.length === 0 || isAdding) {
        if (free(id) > 0) setSources([...sources, id]);
      } else move(sources, id, 'before');
    },
    chooseFlow: (id: string) => {
      if (tool === 'add') start(id, 'flow');
      else if (tool === 'move' && sources.length > 0) move(sources, id, 'flow');
    },
    drop: (from: string, to: string) => move([from], to, elements.has(to) ? 'before' : 'flow'),
    leaving: counts.filter((each) => each.active > 0 && free(each.elementId) === 0).map((each) => each.elementId),
  };
}

/** After the drawing in which it has come true, and not again while it stays so. */
function useOnceWhen(isTrue: boolean, deed: () => void): void {
  const latest = useRef<(() => void) | null>(null);
  latest.current = isTrue ? deed : null;
  useEffect(() => {
    if (!isTrue) return;
    latest.current?.();
    latest.current = null;
  }, [isTrue]);
}
