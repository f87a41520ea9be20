import { Mail } from 'lucide-react';
import { ActionIconButton } from '@/components/actions/action-button.tsx';
import { DefinitionName } from '@/components/data/definition-name';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { InstanceLink } from '@/components/instances/instances-page.tsx';
import { t } from '@/components/messages/messages.ts';
import type { Column } from '@/components/ui/data-grid.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Age } from '@/components/ui/time.tsx';
import type { SubscriptionRow } from '@/lib/console/views/message-view.ts';

/** Of what waits for messages, or for signals. */
export function waitingColumns(
  kind: 'message' | 'signal',
  onSend: (row: SubscriptionRow) => void,
): readonly Column<SubscriptionRow>[] {
  return [...awaited(kind), ...WAITING, sendColumn(onSend)];
}

function awaited(kind: 'message' | 'signal'): readonly Column<SubscriptionRow>[] {
  return [
    {
      id: 'state',
      head: t('column.state'),
      width: '116px',
      cell: (row) =>
        row.isSuspended ? (
          <StateWord kind="suspended">{t('word.suspended')}</StateWord>
        ) : (
          <StateWord kind="waiting">{t('word.waiting')}</StateWord>
        ),
    },
    {
      id: 'name',
      head: t(kind === 'message' ? 'column.message' : 'word.signal'),
      width: 'minmax(140px, 1.2fr)',
      cell: (row) => <span className="mono">{row.name}</span>,
    },
    {
      id: 'key',
      head: t('column.correlation'),
      width: 'minmax(100px, .8fr)',
      cell: (row) => <span className="mono">{row.correlationKey ?? '–'}</span>,
    },
  ];
}

/** Who waits, where and since when. */
const WAITING: readonly Column<SubscriptionRow>[] = [
  {
    id: 'instance',
    head: t('column.instance'),
    width: 'minmax(120px, 1fr)',
    cell: (row) => <InstanceLink instanceKey={row.instanceKey} businessKey={row.businessKey} />,
  },
  {
    id: 'definition',
    head: t('column.definition'),
    width: 'minmax(110px, 1fr)',
    cell: (row) => <DefinitionName definition={row.definition} />,
  },
  {
    id: 'element',
    head: t('column.element'),
    width: 'minmax(120px, 1fr)',
    cell: (row) => <ElementName definitionKey={row.definition.key} elementId={row.elementId} />,
  },
  { id: 'since', head: t('column.since'), width: '90px', isRight: true, cell: (row) => <Age at={row.createdAt} /> },
];

function sendColumn(onSend: (row: SubscriptionRow) => void): Column<SubscriptionRow> {
  return {
    id: 'do',
    head: t('column.actions'),
    width: '70px',
    isRight: true,
    cell: (row) => (
      <ActionIconButton
        operation={
          row.kind === 'signal' ? 'signal.broadcast' : row.dialect === 'camunda8' ? 'message.publish' : 'message.send'
        }
        icon={Mail}
        label={t('correlate.do', { name: row.name })}
        onClick={() => onSend(row)}
      />
    ),
  };
}
