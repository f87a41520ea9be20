'use client';
import { definitionName } from '@/components/data/definition-name';
import { unknownParameters } from '@/components/data/unknown-parameters.ts';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { FilterBar } from '@/components/ui/filter-bar.tsx';
import { INCIDENT_TYPES, incidentTypeWord } from './incident-type.tsx';
import { TRIAGE_LOOKS } from './triage-looks.ts';

export function IncidentFilters({
  values,
  onChange,
  hasState,
}: {
  values: Readonly<Record<string, string>>;
  onChange: (id: string, value: string | null) => void;
  hasState: boolean;
}) {
  const definitions = useView('definitions', {}, { only: 'definition' });
  const fields = [
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
  return (
    <div className="flex-none px-[var(--page-x)] pb-3">
      <FilterBar
        label={t('filter.label')}
        addLabel={t('filter.add')}
        applyLabel={t('filter.apply')}
        removeLabel={(field) => t('filter.remove', { field })}
        fields={fields}
        values={values}
        unknown={unknownParameters(values, [...fields.map((field) => field.id), 'group', 'type', 'saved'])}
        onChange={onChange}
      />
    </div>
  );
}
