'use client';
import { useMemo } from 'react';
import { definitionName } from '@/components/data/definition-name';
import { useView } from '@/components/data/use-view.ts';
import { incidentTypeWord } from '@/components/incidents/incident-type.tsx';
import { INSTANCE_LOOKS } from '@/components/instance/state-words.ts';
import { t } from '@/components/messages/messages.ts';
import type { FilterField } from '@/components/ui/filter-bar.tsx';
import {
  HIERARCHY,
  INCIDENT_STATES,
  INSTANCE_FIELDS,
  INSTANCE_STATES,
  type InstanceFieldName,
} from '@/lib/console/filter/instance-fields.ts';
import { readWritten } from '@/lib/console/filter/written-value.ts';
import { DefinitionEditor, ManyEditor, QueryEditor, TextEditor, TimeEditor, VariableEditor } from './value-editors.tsx';

const STATE_OPTIONS = INSTANCE_STATES.map((state) => ({
  value: state,
  label: t(state === 'running' ? 'instances.running' : state === 'active' ? 'word.active' : INSTANCE_LOOKS[state].word),
}));
const YES_NO = [
  { value: 'yes', label: t('column.yes') },
  { value: 'no', label: t('column.no') },
];
const PLAIN = { operator: 'eq', ignoresCase: false } as const;
const PART = { operator: 'like', ignoresCase: true } as const;

/** `contains "x"`: the value of a chip in words. */
function wordsOf(value: string, usual: typeof PLAIN | typeof PART): string {
  const { operator, ignoresCase, text } = readWritten(value, usual);
  const words = operator === 'eq' && !ignoresCase ? '' : `${t(`operator.${operator}`).replace(/ \(.*\)$/, '')} `;
  return `${words}${text}`.trim();
}

const timeField = (id: InstanceFieldName, label: string): FilterField => ({
  id,
  label,
  group: t('filter.group.time'),
  editor: (edit) => <TimeEditor edit={edit} />,
  describe: (value) => value.replace('..', ' – ').trim(),
});
const listField = (
  id: InstanceFieldName,
  label: string,
  group: string,
  placeholder: string = t('filter.listHelp'),
): FilterField => ({ id, label, group, placeholder });

type Option = { readonly value: string; readonly label: string };
function fieldsOf(definitions: readonly Option[]): Readonly<Record<InstanceFieldName, FilterField>> {
  const [common, incident, relation, more] = [
    t('filter.group.common'),
    t('filter.group.incident'),
    t('filter.group.relation'),
    t('filter.group.more'),
  ];
  const text = (
    id: InstanceFieldName,
    label: string,
    group: string,
    usual: typeof PLAIN | typeof PART,
    placeholder?: string,
  ): FilterField => ({
    id,
    label,
    group,
    editor: (edit) => <TextEditor edit={edit} usual={usual} label={label} placeholder={placeholder} />,
    describe: (value) => wordsOf(value, usual),
  });
  return {
    state: {
      id: 'state',
      label: t('column.state'),
      group: common,
      options: STATE_OPTIONS,
      editor: (edit) => <ManyEditor edit={edit} options={STATE_OPTIONS} label={t('column.state')} />,
      describe: (value) =>
        value
          .split(',')
          .map((each) => STATE_OPTIONS.find((option) => option.value === each)?.label ?? each)
          .join(', '),
    },
    definition: {
      id: 'definition',
      label: t('column.definition'),
      group: common,
      editor: (edit) => <DefinitionEditor edit={edit} options={definitions} />,
      describe: (value) =>
        value
          .split(',')
          .map((each) => definitions.find((option) => option.value === each)?.label ?? each)
          .join(', '),
    },
    businessKey: text('businessKey', t('column.businessKey'), common, PLAIN, 'ORDER-*'),
    element: listField('element', t('column.element'), common, 'ServiceTask_1'),
    error: text('error', t('column.message'), incident, PART, t('filter.partOfMessage')),
    incident: {
      id: 'incident',
      label: t('filter.incident'),
      group: incident,
      options: INCIDENT_STATES.map((value) => ({ value, label: t(`filter.incident.${value}`) })),
    },
    incidentType: {
      ...listField('incidentType', t('column.incidentType'), incident, 'failedJob, failedExternalTask'),
      describe: (value) =>
        value
          .split(',')
          .map((each) => incidentTypeWord(each.trim()))
          .join(', '),
    },
    fingerprint: listField('fingerprint', t('filter.hash'), incident),
    failedJob: {
      id: 'failedJob',
      label: t('filter.failedJob'),
      group: incident,
      options: [
        { value: 'left', label: t('filter.failedJob.left') },
        { value: 'out', label: t('filter.failedJob.out') },
      ],
    },
    suspended: { id: 'suspended', label: t('filter.suspended'), group: common, options: YES_NO },
    started: timeField('started', t('column.started')),
    ended: timeField('ended', t('column.ended')),
    changed: timeField('changed', t('filter.changed')),
    executed: listField('executed', t('filter.executed'), common, 'ServiceTask_1'),
    executedAt: timeField('executedAt', t('filter.executedAt')),
    jobExecuted: timeField('jobExecuted', t('filter.jobExecuted')),
    key: listField('key', t('fact.key'), relation, t('filter.keysHelp')),
    parent: listField('parent', t('fact.caller'), relation, t('filter.keysHelp')),
    called: listField('called', t('filter.called'), relation, t('filter.keysHelp')),
    hierarchy: {
      id: 'hierarchy',
      label: t('filter.hierarchy'),
      group: relation,
      options: HIERARCHY.map((value) => ({ value, label: t(`filter.hierarchy.${value}`) })),
    },
    batch: listField('batch', t('filter.batch'), relation, t('filter.keysHelp')),
    startedBy: listField('startedBy', t('filter.startedBy'), more, 'me'),
    tenant: listField('tenant', t('fact.tenant'), more, t('filter.noTenant')),
    versionTag: listField('versionTag', t('column.versionTag'), more),
    definitionName: text('definitionName', t('filter.definitionName'), more, PART),
  };
}

/** What the chip of a variable says. */
export const variableWords = (value: string): string => wordsOf(value, PLAIN);

/** Fields of the filter with their editors; variables of the address are fields too. */
export function useInstanceFields(values: Readonly<Record<string, string>>): {
  readonly fields: readonly FilterField[];
  readonly filters: Record<string, string>;
} {
  const definitions = useView('definitions', {}, { only: 'definition' });
  const names = useView('variable-names', {});
  return useMemo(() => {
    const byName = fieldsOf(
      (definitions.data?.rows ?? []).map((row) => ({
        value: row.definition.processId,
        label: definitionName(row.definition),
      })),
    );
    const variableField = (id: string, label: string): FilterField => ({
      id,
      label,
      group: t('filter.group.common'),
      editor: (edit) => <VariableEditor edit={edit} names={names.data?.names ?? []} />,
      describe: variableWords,
    });
    const fields = [
      ...(Object.keys(INSTANCE_FIELDS) as InstanceFieldName[]).map((name) => byName[name]),
      ...Object.keys(values)
        .filter((name) => name.startsWith('var.'))
        .map((name) => variableField(name, name.slice('var.'.length))),
      variableField('var', t('filter.variable')),
      {
        id: 'q',
        label: t('filter.query'),
        group: t('filter.group.more'),
        editor: (edit) => <QueryEditor edit={edit} />,
        describe: (value) => value,
      } satisfies FilterField,
    ];
    const order = [
      t('filter.group.common'),
      t('filter.group.incident'),
      t('filter.group.time'),
      t('filter.group.relation'),
      t('filter.group.more'),
    ];
    const sorted = [...fields].sort((a, b) => order.indexOf(a.group ?? '') - order.indexOf(b.group ?? ''));
    const filters = Object.fromEntries(
      sorted.flatMap((field) => {
        const value = values[field.id];
        return value === undefined || value === '' ? [] : [[field.id, value]];
      }),
    );
    return { fields: sorted, filters };
  }, [values, definitions.data, names.data]);
}
