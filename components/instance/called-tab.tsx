'use client';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { CallLink, InstanceView } from '@/lib/console/views/instance-view.ts';
import { InstanceLink } from './instance-link.tsx';
import { INSTANCE_LOOKS } from './state-words.ts';

/** Both directions: who called, and whom it called. */
export function CalledTab({ instance }: { instance: InstanceView }) {
  const rows = [...instance.callers.map((call) => ({ call, direction: 'caller' as const })), ...instance.called.map((call) => ({ call, direction: 'called' as const }))];
  if (rows.length === 0) return <EmptyState title={t('called.none')} />;
  return (
    <SimpleTable<{ call: CallLink; direction: 'caller' | 'called' }> label={t('tab.called')} rows={rows} rowKey={(row) => row.call.instanceKey} columns={[
      { id: 'state', head: t('column.state'), width: '122px', cell: ({ call }) => <StateWord kind={INSTANCE_LOOKS[call.state].glyph}>{t(INSTANCE_LOOKS[call.state].word)}</StateWord> },
      { id: 'direction', head: t('column.relation'), width: '90px', cell: (row) => <span className="text-ink-2">{t(row.direction === 'caller' ? 'word.callsThis' : 'word.called')}</span> },
      { id: 'instance', head: t('column.instance'), cell: ({ call }) => <InstanceLink instanceKey={call.instanceKey}>{call.businessKey ?? call.instanceKey}</InstanceLink> },
      { id: 'definition', head: t('column.definition'), cell: ({ call }) => <>{call.definition.processId} <span className="text-ink-3">v{call.definition.version}</span></> },
      { id: 'element', head: t('column.element'), cell: ({ call, direction }) => (call.elementId === null ? '–' : <ElementName definitionKey={direction === 'called' ? instance.definition.key : call.definition.key} elementId={call.elementId} />) },
      { id: 'started', head: t('column.started'), width: '90px', isRight: true, cell: ({ call }) => <Clock at={call.startedAt} /> },
    ]} />
  );
}
