'use client';
import { formatJson, jsonProblem } from '@/components/actions/json-text.ts';
import { t } from '@/components/messages/messages.ts';
import { classNames } from '@/components/ui/class-names.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import type { GlyphKind } from '@/components/ui/state-glyph.tsx';
import { TextDiff } from '@/components/ui/code.tsx';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';
import type { ComparedVariable } from './compared-variables.ts';

const GLYPHS: Readonly<Record<ComparedVariable['result'], GlyphKind>> = {
  same: 'done',
  differs: 'overdue',
  onlyA: 'ended',
  onlyB: 'ended',
};
/** What differs; the chosen one line by line. */
export function ComparedTable({
  compared: rows,
  selected,
  onSelect,
}: {
  compared: readonly ComparedVariable[];
  selected: string | null;
  onSelect: (id: string | null) => void;
}) {
  const chosen = rows.find((row) => row.id === selected);
  return (
    <>
      {rows.length === 0 ? (
        <EmptyState glyph="done" title={t('compare.none')} />
      ) : (
        <SimpleTable<ComparedVariable>
          label={t('compare.title')}
          rows={rows}
          rowKey={(row) => row.id}
          currentKey={selected}
          onRow={(row) => onSelect(row.id === selected ? null : row.id)}
          columns={[
            {
              id: 'name',
              head: t('column.name'),
              width: '20%',
              cell: (row) => (
                <button type="button" aria-expanded={row.id === selected} className="mono font-medium">
                  {row.name}
                </button>
              ),
            },
            {
              id: 'scope',
              head: t('column.scope'),
              width: '14%',
              cell: (row) => <span className="text-ink-2">{row.scopeElementId ?? t('scope.instance')}</span>,
            },
            {
              id: 'result',
              head: t('compare.result'),
              width: '110px',
              cell: (row) => <StateWord kind={GLYPHS[row.result]}>{t(`compare.${row.result}`)}</StateWord>,
            },
            { id: 'a', head: 'A', cell: (row) => <Value row={row.a} isPale={row.result === 'same'} /> },
            { id: 'b', head: 'B', cell: (row) => <Value row={row.b} isPale={row.result === 'same'} /> },
          ]}
        />
      )}
      {chosen !== undefined && (
        <div className="p-5">
          <TextDiff
            before={textOf(chosen.a)}
            after={textOf(chosen.b)}
            label={t('compare.lines', { name: chosen.name })}
          />
        </div>
      )}
    </>
  );
}

function Value({ row, isPale }: { row: VariableRow | null; isPale: boolean }) {
  if (row === null) return <span className="text-ink-3">–</span>;
  return (
    <span className={classNames('mono', isPale && 'text-ink-2')} title={row.text ?? undefined}>
      {row.text ?? row.info?.filename ?? row.type} <span className="text-11 text-ink-3">{row.type}</span>
    </span>
  );
}

/** JSON in lines, so that what differs is found. */
function textOf(row: VariableRow | null): string {
  if (row?.text == null) return '';
  return (row.type === 'Json' || row.type === 'Object') && jsonProblem(row.text) === null
    ? formatJson(row.text)
    : row.text;
}
