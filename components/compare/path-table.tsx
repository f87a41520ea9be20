'use client';
import { t } from '@/components/messages/messages.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { formatDuration } from '@/components/ui/format.ts';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateGlyph, StateWord, type GlyphKind } from '@/components/ui/state-glyph.tsx';
import { type ComparedElement, isAlike, type Passage, type Side } from './compared-path.ts';

const GLYPHS: Readonly<Record<Side | 'differs', GlyphKind>> = {
  both: 'done',
  differs: 'overdue',
  onlyA: 'ended',
  onlyB: 'ended',
};

/** Element by element: how often each instance was there, and how long. */
export function PathTable({
  elements,
  names,
  selected,
  onSelect,
}: {
  elements: readonly ComparedElement[];
  names: (elementId: string) => string;
  selected: string | null;
  onSelect: (elementId: string | null) => void;
}) {
  if (elements.length === 0) return <EmptyState glyph="done" title={t('compare.samePath')} />;
  return (
    <SimpleTable<ComparedElement>
      label={t('compare.path')}
      rows={elements}
      rowKey={(row) => row.elementId}
      currentKey={selected}
      onRow={(row) => onSelect(row.elementId === selected ? null : row.elementId)}
      columns={[
        {
          id: 'element',
          head: t('column.element'),
          cell: (row) => (
            <button
              type="button"
              aria-pressed={row.elementId === selected}
              title={row.elementId}
              className="max-w-full truncate font-medium"
            >
              {names(row.elementId)}
            </button>
          ),
        },
        { id: 'result', head: t('compare.result'), width: '120px', cell: (row) => <Result row={row} /> },
        { id: 'a', head: t('compare.timesA'), width: '92px', isRight: true, cell: (row) => <Times passage={row.a} /> },
        { id: 'b', head: t('compare.timesB'), width: '92px', isRight: true, cell: (row) => <Times passage={row.b} /> },
        {
          id: 'tookA',
          head: t('compare.tookA'),
          width: '100px',
          isRight: true,
          cell: (row) => <Took passage={row.a} />,
        },
        {
          id: 'tookB',
          head: t('compare.tookB'),
          width: '100px',
          isRight: true,
          cell: (row) => <Took passage={row.b} />,
        },
        {
          id: 'difference',
          head: t('compare.longer'),
          width: '110px',
          isRight: true,
          isExtra: true,
          cell: (row) => differenceOf(row),
        },
      ]}
    />
  );
}

function Result({ row }: { row: ComparedElement }) {
  if (row.side !== 'both') return <StateWord kind={GLYPHS[row.side]}>{t(`compare.${row.side}`)}</StateWord>;
  return isAlike(row) ? (
    <StateWord kind={GLYPHS.both}>{t('compare.same')}</StateWord>
  ) : (
    <StateWord kind={GLYPHS.differs}>{t('compare.otherCount')}</StateWord>
  );
}

function Times({ passage }: { passage: Passage | null }) {
  if (passage === null) return <span className="text-ink-3">–</span>;
  return (
    <span className="inline-flex items-center gap-1.5">
      {passage.incidents > 0 && <StateGlyph kind="incident" label={t('word.incident')} />}
      {passage.incidents === 0 && passage.isRunning && <StateGlyph kind="active" label={t('word.active')} />}
      {passage.times}
    </span>
  );
}

function Took({ passage }: { passage: Passage | null }) {
  return passage?.tookMs == null ? <span className="text-ink-3">–</span> : formatDuration(passage.tookMs);
}

/** Which of the two took longer, and by how much. */
function differenceOf({ a, b }: ComparedElement): string {
  if (a?.tookMs == null || b?.tookMs == null) return '–';
  const more = a.tookMs - b.tookMs;
  return more === 0
    ? '–'
    : t(more > 0 ? 'compare.aLonger' : 'compare.bLonger', { time: formatDuration(Math.abs(more)) });
}
