'use client';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { DefinitionHealthBar } from '@/components/definitions/definition-health-bar.tsx';
import { definitionName } from '@/components/data/definition-name.tsx';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { Diagram } from '@/components/diagram/diagram.tsx';
import { t, tCount } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { Tag } from '@/components/ui/state-glyph.tsx';
import type { DefinitionDurations, DefinitionRow } from '@/lib/console/views/definition-view.ts';
import { definitionLink } from './definition-link.ts';
import { DurationCell } from './duration-cell.tsx';
import { StarButton } from './star-button.tsx';

/** Tiles begin to draw this far before they come into sight. */
const AHEAD = '200px';

/** Processes with small pictures of their newest versions. */
export function DefinitionTiles({
  rows,
  durations,
  current,
  onCurrent,
  onStar,
}: {
  rows: readonly DefinitionRow[];
  durations: ReadonlyMap<string, DefinitionDurations> | undefined;
  current: string | null;
  onCurrent: (key: string) => void;
  onStar: (row: DefinitionRow) => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  const step = (by: number) => {
    const at = rows.findIndex(({ definition }) => definition.key === current);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    // The picture has a link of its own, which cannot be reached.
    list.current?.querySelector<HTMLElement>(`[data-tile="${next.definition.key}"] a.link`)?.focus();
  };
  const [on, back] = [() => step(1), () => step(-1)];
  useShortcuts({ j: on, k: back, ArrowRight: on, ArrowLeft: back });
  return (
    <ul
      ref={list}
      aria-label={t('nav.definitions')}
      className="grid min-h-0 flex-1 content-start gap-3 overflow-auto bg-canvas p-[var(--page-x)] [grid-template-columns:repeat(auto-fill,minmax(288px,1fr))]"
    >
      {rows.map((row) => (
        <Tile
          key={row.definition.key}
          row={row}
          durations={durations?.get(row.definition.key)}
          onCurrent={onCurrent}
          onStar={onStar}
        />
      ))}
    </ul>
  );
}

function Tile({
  row,
  durations,
  onCurrent,
  onStar,
}: {
  row: DefinitionRow;
  durations: DefinitionDurations | undefined;
  onCurrent: (key: string) => void;
  onStar: (row: DefinitionRow) => void;
}) {
  const { definition } = row;
  return (
    <li
      data-tile={definition.key}
      onFocus={() => onCurrent(definition.key)}
      className="flex min-w-0 flex-col rounded-3 border border-line bg-surface focus-within:border-accent"
    >
      <Picture definitionKey={definition.key} />
      <div className="flex min-w-0 items-start gap-1 px-3 pt-2.5">
        <div className="min-w-0 flex-1">
          <Link className="link block truncate font-medium" href={definitionLink(definition)}>
            {definitionName(definition)}
          </Link>
          <div className="flex min-w-0 items-center gap-1.5 text-12 text-ink-3">
            <span className="mono truncate">{definition.processId}</span> v{definition.version}
            {row.versionTag !== null && <Tag>{row.versionTag}</Tag>}
            {row.isSuspended && <Tag tone="warning">{t('word.suspended')}</Tag>}
          </div>
        </div>
        <StarButton row={row} onStar={onStar} />
      </div>
      <div className="px-3 pt-2">
        <DefinitionHealthBar incidents={row.incidents} running={row.running} />
      </div>
      <div className="flex items-center justify-between gap-2 px-3 pt-1.5 pb-2.5 text-12">
        <span className="flex flex-col whitespace-nowrap text-ink-2">
          {t('definitions.running', { count: formatCount(row.running) })}
          {row.incidents > 0 && (
            <Link
              className="font-semibold text-incident-text hover:underline"
              href={`/incidents?definition=${encodeURIComponent(definition.processId)}`}
            >
              {tCount('count.incident', 'count.incidents', row.incidents, formatCount(row.incidents))}
            </Link>
          )}
        </span>
        <DurationCell durations={durations} />
      </div>
    </li>
  );
}

/** The model as soon as it is nearly in sight: a list of hundreds draws those that are looked at. */
function Picture({ definitionKey }: { definitionKey: string }) {
  const place = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting !== true) return;
        setSeen(true);
        observer.disconnect();
      },
      { rootMargin: AHEAD },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={place}
      aria-hidden
      inert
      className="h-36 flex-none overflow-hidden rounded-t-3 border-b border-line-faint"
    >
      {isSeen && <Diagram definitionKey={definitionKey} counts={NO_COUNTS} isPlain />}
    </div>
  );
}
const NO_COUNTS: readonly never[] = [];
