'use client';
import { useMemo } from 'react';
import type { DiagramMark } from '@/components/diagram/badges.ts';
import { Diagram } from '@/components/diagram/diagram.tsx';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { Segmented } from '@/components/ui/segmented.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { ComparedElement, ComparedPath } from './compared-path.ts';

interface Props {
  readonly a: InstanceView;
  readonly b: InstanceView;
  readonly path: ComparedPath;
  readonly model: 'a' | 'b';
  readonly selected: string | null;
  readonly root: string | null;
  readonly onModel: (model: 'a' | 'b') => void;
  readonly onSelect: (elementId: string | null) => void;
  readonly onRoot: (elementId: string | null) => void;
}

/**
 * Both ways on one model; of two versions either can be the ground, and what only the other one has is counted beside
 * it.
 */
export function ComparedDiagram({ a, b, path, model, selected, root, onModel, onSelect, onRoot }: Props) {
  const definitionKey = (model === 'a' ? a : b).definition.key;
  const elements = useModelElements(definitionKey);
  const marks = useMemo(
    () => [
      ...path.elements.map((each) => sidesOf(each)),
      ...path.flows.map((each) => ({ id: each.id, look: each.side, text: '', title: '', isElement: false })),
    ],
    [path],
  );
  const missing = elements.size === 0 ? 0 : path.elements.filter((each) => !elements.has(each.elementId)).length;
  const isOneModel = a.definition.key === b.definition.key;
  return (
    <div className="relative h-full">
      <Diagram
        definitionKey={definitionKey}
        counts={NO_COUNTS}
        marks={marks}
        selected={selected}
        onSelect={onSelect}
        root={root}
        onRoot={onRoot}
        controls={
          isOneModel ? undefined : (
            <Segmented
              label={t('compare.model')}
              value={model}
              options={[
                { id: 'a', label: t('compare.modelOf', { side: 'A', version: a.definition.version }) },
                { id: 'b', label: t('compare.modelOf', { side: 'B', version: b.definition.version }) },
              ]}
              onChange={onModel}
            />
          )
        }
      />
      <ul
        aria-label={t('compare.legend')}
        className="pointer-events-none absolute bottom-2.5 left-3 flex flex-wrap gap-x-4 gap-y-1 rounded-2 border border-line bg-surface px-2.5 py-1 text-11 text-ink-2"
      >
        {(['onlyA', 'onlyB', 'both'] as const).map((side) => (
          <li key={side} className="flex items-center gap-1.5">
            <span aria-hidden className={`wh-legend wh-legend-${side}`} />
            {t(`compare.${side}`)}
          </li>
        ))}
        {missing > 0 && <li className="text-warning-text">{t('compare.notInModel', { count: missing })}</li>}
      </ul>
    </div>
  );
}
function sidesOf({ elementId, side, a, b }: ComparedElement): DiagramMark {
  const text = `${a?.times ?? 0} : ${b?.times ?? 0}`;
  return { id: elementId, look: side, text, title: t('badge.sides', { text }), isElement: true };
}
const NO_COUNTS: InstanceView['elements'] = [];
