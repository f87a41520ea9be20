'use client';
import { CalendarCheck } from 'lucide-react';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { Diagram } from '@/components/diagram/diagram.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { InsideDiagram } from './inside-diagram.tsx';
import { readRoot } from './inside-root.ts';
import type { SelectedElements, SelectElement } from './selected-elements.ts';
import { type DiagramViewId, useLayers } from './use-layers.ts';

const VIEWS: readonly { id: DiagramViewId; label: string }[] = [
  { id: 'path', label: t('view.path') },
  { id: 'counts', label: t('view.counts') },
  { id: 'duration', label: t('view.duration') },
  { id: 'plain', label: t('view.plain') },
];

interface DiagramOfInstance {
  readonly instance: InstanceView;
  /** The moment in the past that is shown. */
  readonly at: number | null;
  readonly selected: SelectedElements;
  readonly onSelect: SelectElement;
  /** A call activity: to the page of what it called. */
  readonly onOpen: (elementId: string) => void;
}

/** The model with the instance's path, counts or times; or, in its place, the model of something that it called. */
export function InstanceDiagram({ instance, at, selected, onSelect, onOpen }: DiagramOfInstance) {
  const { values, set } = useUrlState();
  const view = VIEWS.find((each) => each.id === values.view)?.id ?? 'path';
  const hasEnds = values.ends === 'yes';
  const layers = useLayers(instance, { view, at, hasEnds });
  const root = readRoot(values.root);
  const setRoot = (next: string | null) => set({ root: next });
  const inside = (elementId: string) => {
    const called = instance.called.filter((call) => call.elementId === elementId);
    const [first] = called;
    // Of several one is chosen from the list.
    if (called.length > 1) set({ element: elementId, tab: 'called' });
    else if (first !== undefined) setRoot(first.instanceKey);
  };
  const controls = (
    <>
      <Segmented
        label={t('view.label')}
        value={view}
        options={VIEWS}
        onChange={(id) => set({ view: id === 'path' ? null : id })}
      />
      {(view === 'path' || view === 'counts') && (
        <Button
          isSmall
          icon={CalendarCheck}
          title={t('ends.title')}
          aria-pressed={hasEnds}
          className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
          onClick={() => set({ ends: hasEnds ? null : 'yes' })}
        >
          {t('ends.show')}
        </Button>
      )}
    </>
  );
  const list = { isList: values.view === 'list', onList: (isList: boolean) => set({ view: isList ? 'list' : null }) };
  if (root.instanceKey !== null)
    return (
      <InsideDiagram
        outer={instance}
        instanceKey={root.instanceKey}
        elementId={root.elementId}
        at={at}
        show={{ view, hasEnds }}
        controls={controls}
        list={list}
        onRoot={setRoot}
      />
    );
  return (
    <Diagram
      definitionKey={instance.definition.key}
      {...layers}
      {...list}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
      onInside={inside}
      root={root.elementId}
      onRoot={setRoot}
      controls={controls}
    />
  );
}
