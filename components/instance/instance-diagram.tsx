'use client';
import { useMemo } from 'react';
import { useUrlState } from '@/components/data/use-url-state.ts';
import type { DiagramMark } from '@/components/diagram/badges.ts';
import { Diagram } from '@/components/diagram/diagram.tsx';
import { t } from '@/components/messages/messages.ts';
import { Segmented } from '@/components/ui/segmented.tsx';
import { useNow } from '@/components/ui/time.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { calledMarks, durationMarks } from './instance-marks.ts';
import type { SelectedElements, SelectElement } from './selected-elements.ts';

type View = 'path' | 'counts' | 'duration' | 'plain';
const VIEWS: readonly { id: View; label: string }[] = [{ id: 'path', label: t('view.path') }, { id: 'counts', label: t('view.counts') }, { id: 'duration', label: t('view.duration') }, { id: 'plain', label: t('view.plain') }];
const NO_COUNTS: InstanceView['elements'] = [];
const NO_MARKS: readonly DiagramMark[] = [];

/** The model with the instance's path, counts or times. `at`: the moment in the past that is shown. */
export function InstanceDiagram({ instance, at, selected, onSelect, onOpen }: { instance: InstanceView; at: number | null; selected: SelectedElements; onSelect: SelectElement; onOpen: (elementId: string) => void }) {
  const { values, set } = useUrlState();
  const now = useNow();
  const view = VIEWS.find((each) => each.id === values.view)?.id ?? 'path';
  // Only times move by themselves.
  const until = view === 'duration' ? at ?? now : 0;
  const marks = useMemo(() => (view === 'plain' ? NO_MARKS : view === 'duration' ? durationMarks(instance, until) : calledMarks(instance)), [view, instance, until]);
  return (
    <Diagram definitionKey={instance.definition.key} counts={view === 'plain' || view === 'duration' ? NO_COUNTS : instance.elements} marks={marks} takenFlows={view === 'path' ? instance.takenFlows : undefined} selected={selected} onSelect={onSelect} onOpen={onOpen}
      root={values.root ?? null} onRoot={(root) => set({ root })} isList={values.view === 'list'} onList={(isList) => set({ view: isList ? 'list' : null })}
      controls={<Segmented label={t('view.label')} value={view} options={VIEWS} onChange={(id) => set({ view: id === 'path' ? null : id })} />} />
  );
}
