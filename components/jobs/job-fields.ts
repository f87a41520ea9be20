'use client';
import { definitionName } from '@/components/data/definition-name';
import { useView } from '@/components/data/use-view.ts';
import { JOB_LOOKS } from '@/components/instance/state-words.ts';
import { t } from '@/components/messages/messages.ts';
import type { FilterField } from '@/components/ui/filter-bar.tsx';
import type { JobRow } from '@/lib/console/views/job-view.ts';

const STATES: readonly JobRow['state'][] = [
  'incident',
  'retrying',
  'waiting',
  'leased',
  'overdue',
  'suspended',
  'completed',
  'cancelled',
];

/** What the list of jobs can be narrowed by. */
export function useJobFields(): readonly FilterField[] {
  const definitions = useView('definitions', {}, { only: 'definition' });
  return [
    {
      id: 'state',
      label: t('column.state'),
      options: [
        { value: 'open', label: t('jobs.open') },
        ...STATES.map((value) => ({ value, label: t(JOB_LOOKS[value].word) })),
      ],
    },
    {
      id: 'kind',
      label: t('column.kind'),
      options: [
        ...(['worker', 'continuation', 'timer', 'signal'] as const).map((value) => ({
          value,
          label: t(`jobKind.${value}`),
        })),
        { value: 'start', label: t('jobs.start') },
      ],
    },
    { id: 'topic', label: t('jobs.topicOrType'), placeholder: 'charge-card' },
    { id: 'worker', label: t('column.worker'), placeholder: 'billing-1' },
    {
      id: 'definition',
      label: t('column.definition'),
      options: (definitions.data?.rows ?? []).map((row) => ({
        value: row.definition.processId,
        label: definitionName(row.definition),
      })),
    },
    { id: 'element', label: t('column.element'), placeholder: 'ServiceTask_1' },
    { id: 'instance', label: t('column.instance'), placeholder: '2251799813685251' },
    { id: 'retries', label: t('column.retries'), placeholder: '0, 1..3' },
    { id: 'message', label: t('jobs.exceptionMessage'), placeholder: t('jobs.partOfError') },
    { id: 'due', label: t('column.due'), placeholder: '..now' },
    { id: 'locked', label: t('jobs.lock'), placeholder: 'now..' },
    { id: 'priority', label: t('column.priority'), placeholder: '10..' },
    { id: 'created', label: t('jobs.created'), placeholder: '-24h..now' },
    { id: 'tenant', label: t('column.tenant'), placeholder: '-' },
    { id: 'key', label: t('column.key') },
  ];
}
