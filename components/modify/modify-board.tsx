'use client';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import type { PlannedTokens } from '@/components/diagram/badges.ts';
import { Diagram } from '@/components/diagram/diagram.tsx';
import { type MessageKey, t } from '@/components/messages/messages.ts';
import { Segmented } from '@/components/ui/segmented.tsx';
import type { ElementCounts } from '@/lib/console/views/shared.ts';
import { BoardHint } from './board-hint.tsx';
import { plannedMoves, plannedTokens } from './plan.ts';
import { type Tool, useDrawing } from './use-drawing.ts';
import type { PlanOfHand } from './use-plan.ts';

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
  const { tool, takeTool, sources, letGo, choose, chooseFlow, drop, leaving } = useDrawing({
    definitionKey,
    counts,
    hand,
    isReadOnly,
  });
  useShortcuts(
    Object.fromEntries<() => void>([
      ['m', () => takeTool('move')],
      ['A', () => takeTool('add')],
      ['C', () => takeTool('cancel')],
      ['Escape', letGo],
    ]),
  );
  useShortcuts({ z: hand.undo, Z: hand.redo, y: hand.redo }, 'ctrl');
  return (
    <div className="relative min-h-[260px] flex-[1.4]">
      <Diagram
        definitionKey={definitionKey}
        counts={counts}
        {...(takenFlows !== undefined && { takenFlows })}
        selected={sources}
        planned={rehearsed ?? plannedTokens(hand.plan)}
        moves={plannedMoves(hand.plan)}
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
            <Segmented label={t('modify.tool')} value={tool} options={TOOLS} onChange={takeTool} />
            <BoardHint>{t(hintOf(tool, sources.length > 0))}</BoardHint>
          </>
        }
      />
    </div>
  );
}

function hintOf(tool: Tool, isInHand: boolean): MessageKey {
  if (tool === 'add') return 'modify.hintAdd';
  if (tool === 'cancel') return 'modify.hintCancel';
  return isInHand ? 'modify.hintTarget' : 'modify.hintMove';
}
