'use client';
import { definitionName } from '@/components/data/definition-name';
import { ListFilterBar } from '@/components/data/list-filter-bar.tsx';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import type { FilterField } from '@/components/ui/filter-bar.tsx';
import { INCIDENT_TYPES, incidentTypeWord } from './incident-type.tsx';
import { TRIAGE_LOOKS } from './triage-looks.ts';

interface IncidentFiltersProps {
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (id: string, value: string | null) => void;
  /** Of the list of single incidents, which has closed ones as well. */
  readonly hasState: boolean;
}

export function useIncidentFields({
  values,
  hasState,
}: Omit<IncidentFiltersProps, 'onChange'>): readonly FilterField[] {
  const definitions = useView('definitions', {}, { only: 'definition' });
  return [
    ...(hasState
      ? [
          {
            id: 'state',
            label: t('column.state'),
            options: [
              { value: 'open', label: t('word.open') },
              { value: 'resolved', label: t('word.resolved') },
              { value: 'all', label: t('instances.all') },
            ],
          },
        ]
      : []),
    {
      id: 'definition',
      label: t('column.definition'),
      options: (definitions.data?.rows ?? []).map((row) => ({
        value: row.definition.processId,
        label: definitionName(row.definition),
      })),
    },
    { id: 'element', label: t('column.element'), placeholder: 'ServiceTask_1' },
    { id: 'since', label: t('column.raised'), placeholder: '-24h..now' },
    ...(hasState
      ? []
      : [
          {
            id: 'triage',
            label: t('triage.head'),
            options: (['new', 'working', 'snoozed'] as const).map((value) => ({
              value,
              label: t(TRIAGE_LOOKS[value].word),
            })),
          },
          {
            id: 'owner',
            label: t('triage.owner'),
            options: [
              { value: 'me', label: t('triage.mine') },
              { value: 'none', label: t('triage.nobodyYet') },
            ],
          },
        ]),
    ...(hasState || values.type !== undefined
      ? [
          {
            id: 'type',
            label: t('column.type'),
            options: INCIDENT_TYPES.map((value) => ({ value, label: incidentTypeWord(value) })),
          },
        ]
      : []),
    ...(hasState
      ? [
          { id: 'fingerprint', label: t('filter.group') },
          { id: 'message', label: t('column.message'), placeholder: t('filter.partOfMessage') },
        ]
      : []),
  ];
}

export function IncidentFilters({ values, onChange, hasState }: IncidentFiltersProps) {
  const fields = useIncidentFields({ values, hasState });
  return (
    <div className="flex-none px-[var(--page-x)] pb-3">
      <ListFilterBar
        fields={fields}
        address={values}
        besides={['group', 'type', 'saved', 'sort']}
        onChange={onChange}
      />
    </div>
  );
}
