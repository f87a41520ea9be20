'use client';
import { useMemo } from 'react';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useModelElements, useModelNodes } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord, Tag } from '@/components/ui/state-glyph.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import { listenerPosition, listenersOf, listenerWord, type ModelListener } from './model-listeners.ts';
import type { SelectedElements } from './selected-elements.ts';
import { JOB_LOOKS } from './state-words.ts';

interface Row {
  readonly key: string;
  readonly elementId: string;
  readonly listener: ModelListener;
  readonly jobs: readonly JobRow[];
}

/** What is called beside the work of the elements, and the jobs that it made here. */
export function ListenersTab({
  instance,
  selected,
  jobs,
}: {
  instance: InstanceView;
  selected: SelectedElements;
  jobs: readonly JobRow[];
}) {
  const { set } = useUrlState();
  const [nodes, elements] = [useModelNodes(instance.definition.key), useModelElements(instance.definition.key)];
  const rows = useMemo(
    () =>
      [...nodes]
        .filter(([id]) => selected.length === 0 || selected.includes(id))
        .flatMap(([elementId, node]) =>
          listenersOf(node).map(
            (listener, n): Row => ({
              key: `${elementId} ${n}`,
              elementId,
              listener,
              jobs:
                listener.jobType === null
                  ? []
                  : jobs.filter(
                      (job) =>
                        job.elementId === elementId &&
                        job.topic === listener.jobType &&
                        job.position === listenerPosition(listener),
                    ),
            }),
          ),
        ),
    [nodes, selected, jobs],
  );
  if (rows.length === 0)
    return <EmptyState title={t(selected.length === 0 ? 'listeners.none' : 'listeners.noneHere')} />;
  return (
    <SimpleTable<Row>
      label={t('tab.listeners')}
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        {
          id: 'element',
          head: t('column.element'),
          cell: ({ elementId }) =>
            elements.has(elementId) ? (
              <button
                type="button"
                className="link max-w-full truncate text-left"
                onClick={() => set({ element: elementId })}
              >
                {elements.get(elementId)?.name}
              </button>
            ) : (
              nodes.get(elementId)?.getAttribute('name') ||
              (elementId === instance.definition.processId ? t('listeners.process') : elementId)
            ),
        },
        { id: 'when', head: t('listeners.when'), width: '22%', cell: ({ listener }) => listenerWord(listener) },
        {
          id: 'what',
          head: t('listeners.what'),
          width: '32%',
          cell: ({ listener }) => (
            <span className="mono" title={listener.jobType ?? listener.code}>
              {listener.jobType ?? listener.code}
            </span>
          ),
        },
        {
          id: 'jobs',
          head: t('tab.jobs'),
          width: '24%',
          cell: ({ listener, jobs: made }) =>
            listener.jobType === null ? (
              <Tag>{t('listeners.within')}</Tag>
            ) : made.length === 0 ? (
              <span className="text-ink-3">{t('listeners.notYet')}</span>
            ) : (
              <Jobs jobs={made} onOpen={(job) => set({ tab: 'jobs', job })} />
            ),
        },
      ]}
    />
  );
}

/** The newest job's state; how many there were where it was called more than once. */
function Jobs({ jobs, onOpen }: { jobs: readonly JobRow[]; onOpen: (key: string) => void }) {
  const shown = jobs.find((job) => job.endedAt === null) ?? jobs[0];
  if (shown === undefined) return null;
  return (
    <span className="inline-flex items-center gap-2">
      <button type="button" className="link" onClick={() => onOpen(shown.key)}>
        <StateWord kind={JOB_LOOKS[shown.state].glyph}>{t(JOB_LOOKS[shown.state].word)}</StateWord>
      </button>
      {jobs.length > 1 && (
        <span className="num text-12 text-ink-3">{t('listeners.times', { count: jobs.length })}</span>
      )}
    </span>
  );
}
