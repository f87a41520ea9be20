'use client';
import { useEffect, useRef, useState } from 'react';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import type { PlannedTokens } from '@/components/diagram/badges.ts';
import { Diagram } from '@/components/diagram/diagram.tsx';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { BoardHint } from './board-hint.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import type { ElementCounts } from '@/lib/console/views/shared.ts';
import { freeTokens, plannedMoves, plannedTokens, sourceAt, type StartPosition, targetAt } from './plan.ts';
import type { PlanOfHand } from './use-plan.ts';

type Tool = 'move' | 'add' | 'cancel';
const TOOLS: readonly { id: Tool; label: string }[] = [
  { id: 'move', label: t('modify.move') },
  { id: 'add', label: t('modify.add') },
  { id: 'cancel', label: t('modify.cancel') },
];

interface BoardProps {
  readonly definitionKey: string;
  readonly counts: readonly ElementCounts[];
  readonly takenFlows?: readonly string[];
  readonly hand: PlanOfHand;
  /** As the engine has computed it; null: as the plan says by itself. */
  readonly rehearsed: readonly PlannedTokens[] | null;
  readonly isReadOnly?: boolean;
}

/** The diagram on which steps are drawn: by clicks, by pulling badges, on elements and on flows. */
export function ModifyBoard({ definitionKey, counts, takenFlows, hand, rehearsed, isReadOnly = false }: BoardProps) {
  const { values, set } = useUrlState();
  const elements = useModelElements(definitionKey);
  const [sources, setSources] = useState<readonly string[]>(() =>
    (values.from ?? '').split(',').filter((id) => id !== ''),
  );
  const tool = TOOLS.find((each) => each.id === values.tool)?.id ?? 'move';
  const { plan, add, undo, redo } = hand;
  const free = (id: string) => freeTokens(counts, plan, id);
  const isLoop = (id: string) => elements.get(id)?.isLoop ?? false;
  const move = (from: readonly string[], to: string, position: StartPosition) => {
    const moving = from.filter((id) => free(id) > 0 && id !== to);
    if (isReadOnly || moving.length === 0) return;
    add(
      ...moving.map((id) => ({
        kind: 'move' as const,
        ...sourceAt(id, free(id)),
        isFromBody: isLoop(id),
        ...targetAt(to, position),
        isBody: position !== 'flow' && isLoop(to),
      })),
    );
    setSources([]);
  };
  const cancel = (from: readonly string[]) => {
    const leaving = from.filter((id) => free(id) > 0);
    if (!isReadOnly && leaving.length > 0)
      add(...leaving.map((id) => ({ kind: 'cancel' as const, ...sourceAt(id, free(id)), isFromBody: isLoop(id) })));
  };
  // Those that were to be cancelled when the page was opened are in the plan at once; a loop is known by its model.
  const isToCancel = tool === 'cancel' && sources.length > 0 && elements.size > 0;
  const cancelSources = useRef<(() => void) | null>(null);
  cancelSources.current = isToCancel
    ? () => {
        cancel(sources);
        setSources([]);
        set({ from: null });
      }
    : null;
  useEffect(() => {
    if (!isToCancel) return;
    cancelSources.current?.();
    cancelSources.current = null;
  }, [isToCancel]);
  const start = (to: string, position: StartPosition) => {
    if (!isReadOnly) add({ kind: 'add', ...targetAt(to, position), isBody: position !== 'flow' && isLoop(to) });
  };
  const choose = (id: string | null, isAdding: boolean) => {
    if (id === null) setSources([]);
    else if (tool === 'add') start(id, 'before');
    else if (tool === 'cancel') cancel([id]);
    else if (sources.includes(id)) setSources(sources.filter((each) => each !== id));
    else if (sources.length === 0 || isAdding) {
      if (free(id) > 0) setSources([...sources, id]);
    } else move(sources, id, 'before');
  };
  const chooseFlow = (id: string) => {
    if (tool === 'add') start(id, 'flow');
    else if (tool === 'move' && sources.length > 0) move(sources, id, 'flow');
  };
  const drop = (from: string, to: string) => move([from], to, elements.has(to) ? 'before' : 'flow');
  const choice = (id: Tool) => {
    setSources([]);
    set({ tool: id === 'move' ? null : id });
  };
  useShortcuts(
    Object.fromEntries<() => void>([
      ['m', () => choice('move')],
      ['A', () => choice('add')],
      ['C', () => choice('cancel')],
      ['Escape', () => setSources([])],
    ]),
  );
  useShortcuts({ z: undo, Z: redo, y: redo }, 'ctrl');
  const leaving = counts.filter((each) => each.active > 0 && free(each.elementId) === 0).map((each) => each.elementId);
  const hint =
    tool === 'add'
      ? 'modify.hintAdd'
      : tool === 'cancel'
        ? 'modify.hintCancel'
        : sources.length === 0
          ? 'modify.hintMove'
          : 'modify.hintTarget';
  return (
    <div className="relative min-h-[260px] flex-[1.4]">
      <Diagram
        definitionKey={definitionKey}
        counts={counts}
        {...(takenFlows !== undefined && { takenFlows })}
        selected={sources}
        planned={rehearsed ?? plannedTokens(plan)}
        moves={plannedMoves(plan)}
        leaving={leaving}
        onSelect={choose}
        onFlow={chooseFlow}
        onDrop={drop}
        root={values.root ?? null}
        onRoot={(root) => set({ root })}
        isList={values.view === 'list'}
        onList={(isList) => set({ view: isList ? 'list' : null })}
        controls={
          <>
            <Segmented label={t('modify.tool')} value={tool} options={TOOLS} onChange={choice} />
            <BoardHint>{t(hint)}</BoardHint>
          </>
        }
      />
    </div>
  );
}
