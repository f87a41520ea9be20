'use client';
import { ChevronFirst, ChevronLast, Pause, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { classNames } from '@/components/ui/class-names.ts';
import { formatClock, formatCount } from '@/components/ui/format.ts';
import type { StoryFact, StoryMoment } from '@/lib/console/views/story-view.ts';

/** Replay: the waits between moments are cut to this. */
const PLAY_STEP_MS = 400;
/** Of a longer story only incidents and operations have ticks: more would be a grey bar. */
const MOST_TICKS = 250;

/**
 * The slider through an instance's moments. `index` null: now. Ticks stand evenly, so that a second of work is as wide
 * as a night of waiting.
 */
export function TimeTravel({
  definitionKey,
  moments,
  index,
  reading,
  onMove,
}: {
  definitionKey: string;
  moments: readonly StoryMoment[];
  index: number | null;
  /** How much of a long life has been read so far; null: all of it. */
  reading: number | null;
  onMove: (index: number | null) => void;
}) {
  const [isPlaying, setPlaying] = useState(false);
  const last = moments.length - 1;
  const here = index ?? last;
  const move = (to: number) => onMove(to >= last ? null : Math.max(0, to));
  const track = useRef<HTMLDivElement>(null);
  useReplay(isPlaying, here, last, move, () => setPlaying(false));
  const stop = (action: () => void) => () => {
    setPlaying(false);
    action();
  };
  const keys = {
    ',': stop(() => move(here - 1)),
    '.': stop(() => move(here + 1)),
    Home: stop(() => move(0)),
    End: stop(() => onMove(null)),
  };
  useShortcuts(keys);
  const names = useModelElements(definitionKey);
  const moment = moments[here];
  if (moment === undefined) return null;
  const drag = (event: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    if (box === undefined || (event.type === 'pointermove' && event.buttons !== 1)) return;
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    setPlaying(false);
    move(Math.round(((event.clientX - box.left) / box.width) * last));
  };
  const walk = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (step === 0) return;
    event.preventDefault();
    stop(() => move(here + step))();
  };
  const play = () => {
    if (isPlaying) {
      setPlaying(false);
      return;
    }
    if (index === null) move(0);
    setPlaying(true);
  };
  const said = moment.facts.map((fact) => factInWords(fact, (id) => names.get(id)?.name ?? id)).join('; ');
  return (
    <div className="rounded-2 border border-line bg-surface px-2 shadow-1">
      {index !== null && (
        <p className="truncate border-b border-line-faint px-1 py-1 text-12 text-ink-2" title={said}>
          {said}
        </p>
      )}
      <div className="flex h-9 items-center gap-1.5">
        <IconButton isSmall icon={ChevronFirst} label={t('travel.first')} shortcut="Home" onClick={keys.Home} />
        <IconButton
          isSmall
          icon={isPlaying ? Pause : Play}
          label={isPlaying ? t('travel.pause') : t('travel.play')}
          onClick={play}
        />
        <IconButton isSmall icon={ChevronLast} label={t('travel.now')} shortcut="End" onClick={keys.End} />
        <div
          ref={track}
          role="slider"
          tabIndex={0}
          aria-label={t('travel.label')}
          aria-valuemin={1}
          aria-valuemax={moments.length}
          aria-valuenow={here + 1}
          aria-valuetext={`${formatClock(moment.at)}: ${said}`}
          onPointerDown={drag}
          onPointerMove={drag}
          onKeyDown={walk}
          className="relative mx-1.5 h-6 min-w-0 flex-1 cursor-pointer touch-none"
        >
          <div className="absolute inset-x-0 top-1/2 h-1 -translate-y-1/2 rounded-full bg-press" />
          <div
            className={classNames(
              'absolute top-1/2 left-0 h-1 -translate-y-1/2 rounded-full',
              index === null ? 'bg-accent-line' : 'bg-ended-line',
            )}
            style={{ width: percent(here, last) }}
          />
          {moments.map(
            (each, i) =>
              (moments.length <= MOST_TICKS || isMarked(each)) && (
                <Tick key={each.at} moment={each} left={percent(i, last)} />
              ),
          )}
          <div
            className={classNames(
              'absolute top-1/2 size-3.5 -translate-x-1/2 -translate-y-1/2 rounded-full border-[3px] bg-surface',
              index === null ? 'border-accent' : 'border-ended',
            )}
            style={{ left: percent(here, last) }}
          />
        </div>
        <span className="num flex-none text-12 whitespace-nowrap text-ink-2">
          <b className="font-semibold text-ink">{index === null ? t('travel.nowWord') : formatClock(moment.at)}</b>{' '}
          {reading === null
            ? t('travel.of', { n: here + 1, total: moments.length })
            : t('travel.reading', { count: formatCount(reading) })}
        </span>
      </div>
    </div>
  );
}

function isMarked(moment: StoryMoment): boolean {
  return moment.facts.some((fact) => fact.kind === 'incident' || fact.kind === 'operation');
}

/** Incidents stand out; what a person did has a double mark. */
function Tick({ moment, left }: { moment: StoryMoment; left: string }) {
  const isIncident = moment.facts.some((fact) => fact.kind === 'incident');
  const isOperation = moment.facts.some((fact) => fact.kind === 'operation');
  const tone = isIncident
    ? 'bg-incident w-[3px] h-3.5'
    : isOperation
      ? 'bg-transparent border-x border-ink w-[5px] h-3.5'
      : 'bg-control w-[2px] h-2.5';
  return (
    <span
      aria-hidden
      className={classNames('absolute top-1/2 -translate-x-1/2 -translate-y-1/2', tone)}
      style={{ left }}
    />
  );
}

function useReplay(
  isPlaying: boolean,
  here: number,
  last: number,
  move: (to: number) => void,
  onEnd: () => void,
): void {
  const latest = useRef({ move, onEnd });
  latest.current = { move, onEnd };
  useEffect(() => {
    if (!isPlaying) return;
    if (here >= last) {
      latest.current.onEnd();
      return;
    }
    const timer = setTimeout(() => latest.current.move(here + 1), PLAY_STEP_MS);
    return () => clearTimeout(timer);
  }, [isPlaying, here, last]);
}

function percent(index: number, last: number): string {
  return `${last <= 0 ? 100 : (index / last) * 100}%`;
}

/** One fact as a sentence part. */
function factInWords({ kind, elementId, text }: StoryFact, nameOf: (elementId: string) => string): string {
  const element = elementId === null ? '' : nameOf(elementId);
  return t(`story.${kind}`, { element, text: text ?? '' }).trim();
}
