'use client';
import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { classNames } from '@/components/ui/class-names.ts';
import type { DiagramCounts } from './diagram-counts.ts';
import { kindInWords, useModelElements } from './model-elements.ts';

/** The diagram without a picture: elements in the order of the model, with kind and counts. */
export function ElementList({
  definitionKey,
  counts,
  selected,
  onSelect,
}: {
  definitionKey: string;
  counts: readonly DiagramCounts[];
  selected: readonly string[];
  onSelect: (id: string, isAdding: boolean) => void;
}) {
  const elements = useModelElements(definitionKey);
  const byId = new Map(counts.map((each) => [each.elementId, each]));
  return (
    <table className="w-full text-left">
      <caption className="sr-only">{t('diagram.elements')}</caption>
      <thead>
        <tr className="h-[30px] bg-sunken text-11 text-ink-2">
          <th className="pl-3.5 font-medium">{t('column.element')}</th>
          <th className="font-medium">{t('column.kind')}</th>
          <th className="pr-3.5 font-medium">{t('column.state')}</th>
        </tr>
      </thead>
      <tbody>
        {[...elements.values()].map((element) => {
          const count = byId.get(element.id);
          const running = count === undefined ? 0 : Math.max(0, count.active - count.incidents);
          return (
            <tr
              key={element.id}
              className={classNames(
                'h-[var(--row-h)] border-b border-line-faint',
                selected.includes(element.id) && 'bg-accent-soft',
              )}
            >
              <td className="pl-3.5">
                <button
                  type="button"
                  aria-pressed={selected.includes(element.id)}
                  onClick={(event) => onSelect(element.id, event.ctrlKey || event.metaKey || event.shiftKey)}
                  className="font-medium hover:underline"
                >
                  {element.name}
                </button>{' '}
                {element.hasOwnName && <span className="mono text-ink-3">{element.id}</span>}
              </td>
              <td className="text-ink-2">{kindInWords(element.kind)}</td>
              <td className="pr-3.5">
                <span className="flex gap-4">
                  {count !== undefined && count.incidents > 0 && (
                    <StateWord kind="incident">
                      {t('badge.incident', { count: formatCount(count.incidents) })}
                    </StateWord>
                  )}
                  {count?.loop !== undefined && (
                    <StateWord kind="active">{t('badge.loop', { ...count.loop, running })}</StateWord>
                  )}
                  {running > 0 && count !== undefined && count.loop === undefined && (
                    <StateWord kind={count.isSuspended === true ? 'suspended' : 'active'}>
                      {t(count.isSuspended === true ? 'badge.suspended' : 'badge.active', {
                        count: formatCount(running),
                      })}
                    </StateWord>
                  )}
                  {count !== undefined && count.completed > 0 && (
                    <StateWord kind="done">{ended('badge.done', count.completed, count.completedAt)}</StateWord>
                  )}
                  {count !== undefined && count.cancelled > 0 && (
                    <StateWord kind="ended">{ended('badge.ended', count.cancelled, count.cancelledAt)}</StateWord>
                  )}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function ended(word: 'badge.done' | 'badge.ended', count: number, at: string | undefined): string {
  const what = t(word, { count: formatCount(count) });
  return at === undefined ? what : t('badge.lastAt', { what, time: at });
}
