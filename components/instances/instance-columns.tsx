'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import { useView } from '@/components/data/use-view.ts';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { INSTANCE_LOOKS } from '@/components/instance/state-words.ts';
import { t } from '@/components/messages/messages.ts';
import type { Column } from '@/components/ui/data-grid.tsx';
import type { FilterField } from '@/components/ui/filter-bar.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Age, Clock } from '@/components/ui/time.tsx';
import type { InstanceRow } from '@/lib/console/views/instance-view.ts';

export const INSTANCE_COLUMNS: readonly Column<InstanceRow>[] = [
  { id: 'state', head: t('column.state'), width: '126px', cell: (row) => <StateWord kind={INSTANCE_LOOKS[row.state].glyph}>{t(INSTANCE_LOOKS[row.state].word)}</StateWord> },
  { id: 'businessKey', head: t('column.businessKey'), width: 'minmax(140px, 1fr)', cell: (row) => <Link className="link" href={`/instances/${row.key}`}>{row.businessKey ?? <span className="mono">{row.key}</span>}</Link> },
  { id: 'definition', head: t('column.definition'), width: 'minmax(140px, 1.1fr)', cell: (row) => <span title={row.definition.name ?? undefined}>{row.definition.processId} <span className="text-ink-3">v{row.definition.version}</span></span> },
  { id: 'waitingAt', head: t('column.waitingAt'), width: 'minmax(130px, 1.1fr)', cell: (row) => (row.waitingAt.length === 0 ? <span className="text-ink-3">–</span> : row.waitingAt.map((id, index) => <span key={id}>{index > 0 && ', '}<ElementName definitionKey={row.definition.key} elementId={id} /></span>)) },
  { id: 'message', head: t('column.message'), width: 'minmax(120px, 1.5fr)', cell: (row) => (row.incidentMessage === null ? null : <span className="text-ink-2" title={row.incidentMessage}>{row.incidentMessage}</span>) },
  { id: 'started', head: t('column.started'), width: '96px', isRight: true, sort: 'started', cell: (row) => <Clock at={row.startedAt} /> },
  { id: 'duration', head: t('column.duration'), width: '104px', isRight: true, cell: (row) => <span className="text-ink-2"><Age at={row.startedAt} until={row.endedAt} /></span> },
];

const STATES = ['running', 'incident', 'suspended', 'retrying', 'active', 'completed', 'cancelled'] as const;
/** Fields of the filter; variables of the address are fields too. */
export function useInstanceFields(values: Readonly<Record<string, string>>): { readonly fields: readonly FilterField[]; readonly filters: Record<string, string> } {
  const definitions = useView('definitions', {});
  return useMemo(() => {
    const variables = Object.keys(values).filter((name) => name.startsWith('var.'));
    const fields: FilterField[] = [
      { id: 'state', label: t('column.state'), options: STATES.map((state) => ({ value: state, label: t(state === 'running' ? 'instances.running' : state === 'active' ? 'word.active' : INSTANCE_LOOKS[state].word) })) },
      { id: 'definition', label: t('column.definition'), options: (definitions.data?.rows ?? []).map((row) => ({ value: row.definition.processId, label: row.definition.name ?? row.definition.processId })) },
      { id: 'businessKey', label: t('column.businessKey'), placeholder: '^=ORDER-' }, { id: 'element', label: t('column.element'), placeholder: 'ServiceTask_1' },
      { id: 'error', label: t('column.message'), placeholder: t('filter.partOfMessage') }, { id: 'started', label: t('column.started'), placeholder: '-24h..now' }, { id: 'ended', label: t('fact.ended'), placeholder: '-24h..now' },
      { id: 'key', label: t('fact.key') }, { id: 'fingerprint', label: t('filter.group') }, { id: 'parent', label: t('fact.caller') },
      ...variables.map((name) => ({ id: name, label: name.slice('var.'.length) })),
    ];
    const filters = Object.fromEntries(fields.flatMap((field) => { const value = values[field.id]; return value === undefined ? [] : [[field.id, value]]; }));
    return { fields, filters };
  }, [values, definitions.data]);
}
