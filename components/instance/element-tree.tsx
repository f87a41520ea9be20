'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { definitionName } from '@/components/data/definition-name';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { classNames } from '@/components/ui/class-names.ts';
import { formatClock, formatDuration } from '@/components/ui/format.ts';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { InstanceLink } from './instance-link.tsx';
import { isAdding, type SelectedElements, type SelectElement } from './selected-elements.ts';
import { INSTANCE_LOOKS, nodeLook, SIDES } from './state-words.ts';
import type { TreeRow } from './tree-rows.ts';

const ROW_PX = 28;
const INDENT_PX = 14;

/** What happened, in the order it did; inner elements under the one they belong to. */
export function ElementTree({
  instance,
  isResting,
  rows,
  hasEnds,
  onEnd,
  selected,
  onSelect,
}: {
  instance: InstanceView;
  /** What is active rests. */
  isResting: boolean;
  /** When elements ended, in place of how long they took. */
  hasEnds: boolean;
  rows: readonly TreeRow[];
  onEnd: () => void;
  selected: SelectedElements;
  onSelect: SelectElement;
}) {
  const elements = useModelElements(instance.definition.key);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
  });
  const lastShown = virtual.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown >= rows.length - 1) onEnd();
  });
  const walk = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next =
      rows[
        Math.max(0, Math.min(rows.length - 1, rows.findIndex((row) => row.node.elementId === selected.at(-1)) + step))
      ];
    if (next !== undefined) onSelect(next.node.elementId, event.shiftKey && !selected.includes(next.node.elementId));
  };
  return (
    <div
      ref={scroller}
      role="tree"
      aria-multiselectable
      aria-label={t('tree.label')}
      tabIndex={0}
      onKeyDown={walk}
      className="min-h-0 flex-1 overflow-auto text-[12.5px] select-none"
    >
      <div
        role="treeitem"
        tabIndex={-1}
        aria-level={1}
        aria-expanded
        aria-selected={selected.length === 0}
        onClick={() => onSelect(null)}
        onKeyDown={walk}
        className="flex h-7 cursor-default items-center gap-[7px] px-2.5 font-medium hover:bg-hover"
      >
        <StateGlyph kind={INSTANCE_LOOKS[instance.state].glyph} label={t(INSTANCE_LOOKS[instance.state].word)} />
        <span className="truncate">{definitionName(instance.definition)}</span>
      </div>
      <div role="none" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const { node, depth, side } = row;
          const look = nodeLook(node.state, isResting);
          const name = elements.get(node.elementId)?.name ?? node.elementId;
          const isHere = selected.includes(node.elementId);
          return (
            <div
              key={node.key}
              role="treeitem"
              tabIndex={-1}
              aria-level={depth + 2}
              aria-selected={isHere}
              onClick={(event) =>
                onSelect(isHere && !isAdding(event) && selected.length === 1 ? null : node.elementId, isAdding(event))
              }
              onKeyDown={walk}
              title={
                side === undefined
                  ? node.elementId
                  : `${node.elementId} · ${t(SIDES[side])} · ${formatClock(node.startedAt)}`
              }
              className={classNames(
                'absolute inset-x-0 flex h-7 cursor-default items-center gap-[7px] pr-2.5',
                isHere ? 'bg-accent-soft shadow-[inset_3px_0_0_var(--accent)]' : 'hover:bg-hover',
              )}
              style={{ transform: `translateY(${item.start}px)`, paddingLeft: 24 + depth * INDENT_PX }}
            >
              <StateGlyph kind={look.glyph} label={t(look.word)} />
              <span className="truncate">
                {name}
                {node.index !== null && <span className="num text-ink-3"> {node.index + 1}</span>}
              </span>
              {node.calledInstanceKey !== null && (
                <InstanceLink instanceKey={node.calledInstanceKey} onClick={(event) => event.stopPropagation()}>
                  {t('tree.called')}
                </InstanceLink>
              )}
              <span className="num ml-auto flex-none text-11 text-ink-3">
                {side !== undefined
                  ? t(SIDES[side])
                  : hasEnds && node.endedAt !== null
                    ? formatClock(node.endedAt)
                    : node.endedAt === null || node.endedAt === node.startedAt
                      ? formatClock(node.startedAt)
                      : formatDuration(node.endedAt - node.startedAt)}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
