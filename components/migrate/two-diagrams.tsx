'use client';
import { useRef, useState } from 'react';
import type { DiagramMark, PairMark } from '@/components/diagram/badges.ts';
import type { ViewBox } from '@/components/diagram/bpmn-js-parts.ts';
import { Diagram } from '@/components/diagram/diagram.tsx';
import { t } from '@/components/messages/messages.ts';
import { CheckField } from '@/components/ui/field.tsx';
import type { ElementCounts } from '@/lib/console/views/shared.ts';

interface Side {
  readonly definitionKey: string;
  readonly label: string;
  readonly pairs?: readonly PairMark[];
  readonly lit?: string | null;
  readonly marks?: readonly DiagramMark[];
  readonly selected?: string | null;
  readonly onSelect: (id: string | null) => void;
  readonly onHover?: (id: string | null) => void;
}

const NO_COUNTS: readonly ElementCounts[] = [];

/** The two models beside each other; what is shown of one is shown of the other while they are linked. */
export function TwoDiagrams({
  source,
  target,
  counts,
  selected,
  hint,
}: {
  source: Side;
  target: Side;
  counts: readonly ElementCounts[];
  selected: string | null;
  hint: string;
}) {
  const [isLinked, setLinked] = useState(true);
  const [views, setViews] = useState<{ readonly source: ViewBox | null; readonly target: ViewBox | null }>({
    source: null,
    target: null,
  });
  const last = useRef<'source' | 'target' | null>(null);
  const moved = (side: 'source' | 'target') => (view: ViewBox) => {
    if (!isLinked) return;
    last.current = side;
    const { x, y, width, height } = view;
    setViews(
      side === 'source'
        ? { source: null, target: { x, y, width, height } }
        : { source: { x, y, width, height }, target: null },
    );
  };
  return (
    <div className="flex min-h-[220px] flex-1 flex-col">
      <div className="grid min-h-0 flex-1 grid-cols-2 divide-x divide-line">
        <Pane side={source} counts={counts} selected={selected} view={views.source} onView={moved('source')} />
        <Pane
          side={target}
          counts={NO_COUNTS}
          selected={target.selected ?? null}
          view={views.target}
          onView={moved('target')}
        />
      </div>
      <div className="flex min-h-9 flex-none items-center justify-between gap-4 border-t border-line-faint bg-sunken px-[var(--page-x)] text-12 text-ink-2">
        <span role="status">{hint}</span>
        <CheckField label={t('migrate.linked')} checked={isLinked} onChange={setLinked} />
      </div>
    </div>
  );
}

function Pane({
  side,
  counts,
  selected,
  view,
  onView,
}: {
  side: Side;
  counts: readonly ElementCounts[];
  selected: string | null;
  view: ViewBox | null;
  onView: (view: ViewBox) => void;
}) {
  return (
    <div data-side={side.label} className="relative min-h-0 min-w-0">
      <Diagram
        definitionKey={side.definitionKey}
        counts={counts}
        selected={selected}
        pairs={side.pairs}
        marks={side.marks}
        paired={side.lit}
        onSelect={side.onSelect}
        onHover={side.onHover}
        view={view}
        onView={onView}
        controls={
          <span className="rounded-2 border border-line bg-surface px-2 py-0.5 text-12 font-medium">{side.label}</span>
        }
      />
    </div>
  );
}
