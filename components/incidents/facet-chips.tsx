'use client';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import type { IncidentGroup } from '@/lib/console/views/incident-view.ts';
import { incidentTypeWord } from './incident-type.tsx';

const MOST_CHIPS = 8;

/** What fails, by type and by element, with its count; a chip narrows the list, or widens it again. */
export function FacetChips({
  groups,
  values,
  onChange,
}: {
  groups: readonly IncidentGroup[];
  values: Readonly<Record<string, string>>;
  onChange: (id: 'type' | 'element', value: string | null) => void;
}) {
  const facets = [
    { id: 'type', label: t('column.type'), counts: countBy(groups, (group) => group.type) },
    { id: 'element', label: t('column.element'), counts: countBy(groups, (group) => group.elementId) },
  ] as const;
  if (facets.every(({ id, counts }) => counts.length < 2 && values[id] === undefined)) return null;
  return (
    <div className="flex flex-none flex-wrap gap-x-5 gap-y-1.5 px-[var(--page-x)] pb-3">
      {facets.map(({ id, label, counts }) => (
        <fieldset key={id} aria-label={label} className="flex flex-wrap items-center gap-1.5">
          <span className="text-12 text-ink-3">{label}</span>
          {counts.map(([name, count]) => (
            <button
              key={name}
              type="button"
              aria-pressed={values[id] === name}
              onClick={() => onChange(id, values[id] === name ? null : name)}
              className="inline-flex h-6 max-w-[240px] items-center gap-1.5 rounded-full border border-line-strong px-2 text-12 text-ink-2 hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-ink"
            >
              <span className="truncate" title={name}>
                {id === 'type' ? (
                  incidentTypeWord(name)
                ) : (
                  <ElementName
                    definitionKey={groups.find((group) => group.elementId === name)?.definition.key ?? ''}
                    elementId={name}
                  />
                )}
              </span>
              <span className="num">{formatCount(count)}</span>
            </button>
          ))}
        </fieldset>
      ))}
    </div>
  );
}

function countBy(
  groups: readonly IncidentGroup[],
  of: (group: IncidentGroup) => string,
): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const group of groups) counts.set(of(group), (counts.get(of(group)) ?? 0) + group.open);
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST_CHIPS);
}
