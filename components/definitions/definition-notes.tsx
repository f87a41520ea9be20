'use client';
import { useMemo } from 'react';
import { useModelElements, useModelNodes } from '@/components/diagram/model-elements.ts';
import { modelNotes } from '@/components/instance/model-uses.ts';
import { t } from '@/components/messages/messages.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import type { DefinitionView } from '@/lib/console/views/definition-view.ts';

/**
 * What the modeller wrote for whoever runs it, element by element. `selected`: of this one alone, where it has a note.
 */
export function DefinitionNotes({
  view,
  selected,
  onSelect,
}: {
  view: DefinitionView;
  selected: string | null;
  onSelect: (id: string) => void;
}) {
  const [nodes, elements] = [useModelNodes(view.definition.key), useModelElements(view.definition.key)];
  const all = useMemo(() => modelNotes(nodes), [nodes]);
  const own = all.filter(({ elementId }) => elementId === selected);
  const notes = own.length === 0 ? all : own;
  if (notes.length === 0) return <EmptyState title={t('notes.none')} />;
  return (
    <ul aria-label={t('tab.notes')} className="flex flex-col gap-3 px-3.5 py-3">
      {notes.map(({ elementId, text }) => {
        const element = elements.get(elementId);
        return (
          <li key={`${elementId} ${text}`} className="max-w-[760px]">
            {element === undefined ? (
              <b className="font-semibold">{nodes.get(elementId)?.getAttribute('name') || elementId}</b>
            ) : (
              <button type="button" className="link font-medium" onClick={() => onSelect(elementId)}>
                {element.name}
              </button>
            )}
            <p className="mt-0.5 break-words whitespace-pre-wrap text-ink-2">{text}</p>
          </li>
        );
      })}
    </ul>
  );
}
