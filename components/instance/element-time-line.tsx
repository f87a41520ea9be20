'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useList } from '@/components/data/use-view.ts';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { classNames } from '@/components/ui/class-names.ts';
import { formatClock, formatDuration } from '@/components/ui/format.ts';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import { useNow } from '@/components/ui/time.tsx';
import type { ElementInstanceNode, InstanceView } from '@/lib/console/views/instance-view.ts';
import { isAdding, type SelectedElements, type SelectElement } from './selected-elements.ts';
import { nodeLook, SIDES } from './state-words.ts';
import { segmentsOf, type TimeSegment, troublesOf } from './time-segments.ts';
import { useStory } from './use-story.ts';
import type { TreeRow } from './tree-rows.ts';

const ROW_PX = 28;
/** Marks of the axis, as parts of the whole. */
const MARKS: readonly number[] = [0, 0.5];
/** An instance that took no time still has an axis. */
const LEAST_SPAN_MS = 1;
const TONES: Readonly<Record<ElementInstanceNode['state'], string>> = {
  active: 'bg-active',
  incident: 'bg-incident',
  completed: 'bg-done',
  cancelled: 'bg-ended',
};

/** Each element instance as a bar on one time axis: where the time went. */
export function ElementTimeLine({
  instance,
  isResting,
  rows,
  onEnd,
  selected,
  onSelect,
}: {
  instance: InstanceView;
  /** What is active rests. */
  isResting: boolean;
  rows: readonly TreeRow[];
  onEnd: () => void;
  selected: SelectedElements;
  onSelect: SelectElement;
}) {
  const elements = useModelElements(instance.definition.key);
  const now = useNow();
  const { moments } = useStory(instance.key);
  const jobs = useList('jobs', { instance: instance.key, limit: 100 });
  const troubles = useMemo(() => troublesOf(moments), [moments]);
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
  const from = instance.startedAt;
  const span = Math.max(LEAST_SPAN_MS, (instance.endedAt ?? now) - from);
  return (
    <>
      <div ref={scroller} className="min-h-0 flex-1 overflow-auto text-[12.5px] select-none">
        <div
          aria-hidden
          className="sticky top-0 z-[1] grid h-[26px] grid-cols-[minmax(0,1fr)_46%_76px] items-center border-b border-line-faint bg-sunken pl-3.5 text-11 text-ink-2"
        >
          <span />
          <span className="relative h-full">
            {MARKS.map((part) => (
              <span
                key={part}
                className="num absolute top-1/2 -translate-y-1/2 border-l border-line pl-1 whitespace-nowrap"
                style={{ left: `${part * 100}%` }}
              >
                {part === 0 ? formatClock(from) : `+${formatDuration(span * part)}`}
              </span>
            ))}
          </span>
        </div>
        <ul aria-label={t('history.timeLine')} className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            const { node, depth, side } = row;
            const look = nodeLook(node.state, isResting);
            const isHere = selected.includes(node.elementId);
            const end = node.endedAt ?? now;
            const took = formatDuration(end - node.startedAt);
            const name = elements.get(node.elementId)?.name ?? node.elementId;
            return (
              <li
                key={node.key}
                className={classNames('absolute inset-x-0 h-7', isHere ? 'bg-accent-soft' : 'hover:bg-hover')}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <button
                  type="button"
                  aria-pressed={isHere}
                  onClick={(event) =>
                    onSelect(
                      isHere && !isAdding(event) && selected.length === 1 ? null : node.elementId,
                      isAdding(event),
                    )
                  }
                  title={`${name}: ${formatClock(node.startedAt)}, ${took}${partsInWords(segmentsOf(node, now, troubles.get(node.elementId), jobs.rows))}`}
                  className="grid h-full w-full grid-cols-[minmax(0,1fr)_46%_76px] items-center pl-3.5 text-left"
                >
                  <span className="flex min-w-0 items-center gap-[7px]" style={{ paddingLeft: depth * 12 }}>
                    <StateGlyph kind={look.glyph} label={t(look.word)} />
                    <span className="truncate">
                      {name}
                      {node.index !== null && <span className="num text-ink-3"> {node.index + 1}</span>}
                    </span>
                    {side !== undefined && <span className="flex-none text-11 text-ink-3">{t(SIDES[side])}</span>}
                  </span>
                  <span className="relative h-full">
                    {segmentsOf(node, now, troubles.get(node.elementId), jobs.rows).map((segment) => (
                      <span
                        key={segment.from}
                        className={classNames(
                          'absolute top-1/2 min-w-[3px] -translate-y-1/2',
                          segment.kind === 'holds' ? 'h-[3px] rounded-full' : 'h-2 rounded-[2px]',
                          segment.kind === 'wait' || segment.kind === 'stopped' ? 'wh-hatched' : '',
                          segment.kind === 'stopped' ? TONES.incident : TONES[node.state],
                        )}
                        style={{
                          left: `${((segment.from - from) / span) * 100}%`,
                          width: `${((segment.to - segment.from) / span) * 100}%`,
                        }}
                      />
                    ))}
                    {(troubles.get(node.elementId)?.failures ?? [])
                      .filter((at) => at >= node.startedAt && at <= end)
                      .map((at) => (
                        <span
                          key={at}
                          className="absolute top-1/2 h-3.5 w-[2px] -translate-y-1/2 bg-incident"
                          style={{ left: `${((at - from) / span) * 100}%` }}
                        />
                      ))}
                  </span>
                  <span className="num whitespace-nowrap pr-3 text-right text-11 text-ink-3">{took}</span>
                </button>
              </li>
            );
          })}
        </ul>
      </div>
      <p className="flex flex-none flex-wrap items-center gap-x-3 gap-y-0.5 border-t border-line-faint px-3.5 py-1 text-11 text-ink-2">
        {LEGEND.map(({ look, word }) => (
          <span key={word} className="flex items-center gap-1.5">
            <span aria-hidden className={classNames('inline-block', look)} />
            {t(word)}
          </span>
        ))}
      </p>
    </>
  );
}

const LEGEND = [
  { look: 'h-2 w-4 rounded-[2px] bg-done', word: 'time.work' },
  { look: 'wh-hatched h-2 w-4 rounded-[2px] bg-done', word: 'time.wait' },
  { look: 'wh-hatched h-2 w-4 rounded-[2px] bg-incident', word: 'time.stopped' },
  { look: 'h-3 w-[2px] bg-incident', word: 'time.failed' },
] as const;

/** How long it waited and was stopped, where it did both or either beside its work. */
function partsInWords(segments: readonly TimeSegment[]): string {
  const sum = (kind: TimeSegment['kind']) =>
    segments.filter((each) => each.kind === kind).reduce((all, each) => all + each.to - each.from, 0);
  const [waited, stopped] = [sum('wait'), sum('stopped')];
  return [
    ...(waited > 0 ? [t('time.waited', { time: formatDuration(waited) })] : []),
    ...(stopped > 0 ? [t('time.wasStopped', { time: formatDuration(stopped) })] : []),
  ]
    .map((part) => `; ${part}`)
    .join('');
}
