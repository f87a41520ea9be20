'use client';
import { kindInWords, type ModelElement } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { classNames } from '@/components/ui/class-names.ts';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import { BODY, elementOf, type MappingRow } from './mapping.ts';

interface TableProps {
  readonly rows: readonly MappingRow[];
  readonly targets: ReadonlyMap<string, ModelElement>;
  readonly selected: string | null;
  readonly onSelect: (source: string | null) => void;
  readonly onHover: (source: string | null) => void;
  readonly onMap: (source: string, target: string | null) => void;
  readonly onUpdate: (source: string, updatesTrigger: boolean) => void;
}

/** The mapping in words, with a choice for each element. */
export function MappingTable({ rows, targets, selected, onSelect, onHover, onMap, onUpdate }: TableProps) {
  return (
    <table className="w-full text-left">
      <caption className="sr-only">{t('migrate.mapping')}</caption>
      <thead>
        <tr className="sticky top-0 z-10 h-[30px] bg-sunken text-11 text-ink-2">
          <th className="w-[24%] pl-3.5 font-medium">{t('migrate.from')}</th>
          <th className="font-medium">{t('column.kind')}</th>
          <th className="pr-4 text-right font-medium">{t('migrate.tokens')}</th>
          <th className="w-[26%] font-medium">{t('migrate.to')}</th>
          <th className="pl-3 font-medium">{t('migrate.how')}</th>
          <th title={t('migrate.updateHelp')} className="pr-3.5 font-medium">
            {t('migrate.update')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const name = `${row.element?.name ?? elementOf(row.source)}${row.isBody ? ` ${t('migrate.body')}` : ''}`;
          return (
            <tr
              key={row.source}
              onMouseEnter={() => onHover(row.source)}
              onMouseLeave={() => onHover(null)}
              className={classNames(
                'h-[var(--row-h)] border-b border-line-faint',
                row.source === selected && 'bg-accent-soft',
              )}
            >
              <td className="pr-3 pl-3.5">
                <button
                  type="button"
                  aria-pressed={row.source === selected}
                  className="text-left font-medium hover:underline"
                  onClick={() => onSelect(row.source === selected ? null : row.source)}
                >
                  {name}
                </button>
                {row.problem !== null && (
                  <p className="flex items-center gap-1.5 pb-1 text-12 text-incident-text">
                    <StateGlyph kind="incident" size={12} />
                    {row.problem}
                  </p>
                )}
              </td>
              <td className="text-ink-2">{row.element === undefined ? '–' : kindInWords(row.element.kind)}</td>
              <td className="num pr-4 text-right">{row.tokens === 0 ? '–' : row.tokens}</td>
              <td>
                <TargetChoice row={row} name={name} targets={targets} onMap={onMap} />
              </td>
              <td className="pl-3 text-12 text-ink-2">{t(`migrate.how.${row.how}`)}</td>
              <td className="pr-3.5">
                <input
                  type="checkbox"
                  aria-label={t('migrate.updateOf', { element: name })}
                  disabled={row.entry === undefined}
                  checked={row.entry?.updatesTrigger ?? false}
                  onChange={(event) => onUpdate(row.source, event.target.checked)}
                  className="block size-4 accent-[var(--accent)]"
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Elements of the same kind first; the engine says of the others why they do not fit. */
function TargetChoice({
  row,
  name,
  targets,
  onMap,
}: {
  row: MappingRow;
  name: string;
  targets: ReadonlyMap<string, ModelElement>;
  onMap: TableProps['onMap'];
}) {
  const options = [...targets.values()].filter((each) => !row.isBody || each.isLoop);
  const [same, other] = [
    options.filter((each) => each.kind === row.element?.kind),
    options.filter((each) => each.kind !== row.element?.kind),
  ];
  const option = (each: ModelElement) => (
    <option key={each.id} value={row.isBody ? each.id + BODY : each.id}>
      {each.name}
      {row.isBody && ` ${t('migrate.body')}`}
    </option>
  );
  return (
    <select
      aria-label={t('migrate.toOf', { element: name })}
      aria-invalid={(row.tokens > 0 && row.entry === undefined) || undefined}
      value={row.entry?.target ?? ''}
      onChange={(event) => onMap(row.source, event.target.value === '' ? null : event.target.value)}
      className="h-[26px] w-full max-w-[260px] rounded-2 border border-control bg-surface px-1.5 text-12 aria-invalid:border-incident dark:bg-canvas"
    >
      <option value="">{t('migrate.notMapped')}</option>
      <optgroup label={t('migrate.sameKind')}>{same.map(option)}</optgroup>
      {other.length > 0 && <optgroup label={t('migrate.otherKinds')}>{other.map(option)}</optgroup>}
    </select>
  );
}
