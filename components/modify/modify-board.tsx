'use client';
import { useState } from 'react';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import type { PlannedTokens } from '@/components/diagram/badges.ts';
import { Diagram } from '@/components/diagram/diagram.tsx';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { Segmented } from '@/components/ui/segmented.tsx';
import type { ElementCounts } from '@/lib/console/views/shared.ts';
import { freeTokens, plannedMoves, plannedTokens, sourceAt, type StartPosition, targetAt } from './plan.ts';
import type { PlanOfHand } from './use-plan.ts';

type Tool = 'move' | 'add' | 'cancel';
const TOOLS: readonly { id: Tool; label: string }[] = [{ id: 'move', label: t('modify.move') }, { id: 'add', label: t('modify.add') }, { id: 'cancel', label: t('modify.cancel') }];

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
  const [source, setSource] = useState<string | null>(values.from ?? null);
  const tool = TOOLS.find((each) => each.id === values.tool)?.id ?? 'move';
  const { plan, add, undo, redo } = hand;
  const free = (id: string) => freeTokens(counts, plan, id);
  const isLoop = (id: string) => elements.get(id)?.isLoop ?? false;
  const move = (from: string, to: string, position: StartPosition) => {
    if (isReadOnly || free(from) === 0 || from === to) return;
    add({ kind: 'move', ...sourceAt(from, free(from)), isFromBody: isLoop(from), ...targetAt(to, position), isBody: position !== 'flow' && isLoop(to) });
    setSource(null);
  };
  const start = (to: string, position: StartPosition) => { if (!isReadOnly) add({ kind: 'add', ...targetAt(to, position), isBody: position !== 'flow' && isLoop(to) }); };
  const choose = (id: string | null) => {
    if (id === null) setSource(null);
    else if (tool === 'add') start(id, 'before');
    else if (tool === 'cancel') { if (free(id) > 0 && !isReadOnly) add({ kind: 'cancel', ...sourceAt(id, free(id)), isFromBody: isLoop(id) }); }
    else if (source === null || source === id) setSource(source === id || free(id) === 0 ? null : id);
    else move(source, id, 'before');
  };
  const chooseFlow = (id: string) => { if (tool === 'add') start(id, 'flow'); else if (tool === 'move' && source !== null) move(source, id, 'flow'); };
  const drop = (from: string, to: string) => move(from, to, elements.has(to) ? 'before' : 'flow');
  const choice = (id: Tool) => { setSource(null); set({ tool: id === 'move' ? null : id }); };
  useShortcuts(Object.fromEntries<() => void>([['m', () => choice('move')], ['A', () => choice('add')], ['C', () => choice('cancel')], ['Escape', () => setSource(null)]]));
  useShortcuts({ z: undo, Z: redo, y: redo }, 'ctrl');
  const leaving = counts.filter((each) => each.active > 0 && free(each.elementId) === 0).map((each) => each.elementId);
  const hint = tool === 'add' ? 'modify.hintAdd' : tool === 'cancel' ? 'modify.hintCancel' : source === null ? 'modify.hintMove' : 'modify.hintTarget';
  return (
    <div className="relative min-h-[260px] flex-[1.4]">
      <Diagram definitionKey={definitionKey} counts={counts} {...(takenFlows !== undefined && { takenFlows })} selected={source} planned={rehearsed ?? plannedTokens(plan)} moves={plannedMoves(plan)} leaving={leaving} onSelect={choose} onFlow={chooseFlow} onDrop={drop}
        root={values.root ?? null} onRoot={(root) => set({ root })} isList={values.view === 'list'} onList={(isList) => set({ view: isList ? 'list' : null })} controls={<Segmented label={t('modify.tool')} value={tool} options={TOOLS} onChange={choice} />} />
      <p role="status" className="pointer-events-none absolute inset-x-0 bottom-3 text-center text-12 text-ink-2"><span className="rounded-full border border-line bg-surface px-3 py-1 shadow-1">{t(hint)}</span></p>
    </div>
  );
}
