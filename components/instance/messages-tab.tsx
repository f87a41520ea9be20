'use client';
import { MailPlus } from 'lucide-react';
import { ActionIconButton } from '@/components/actions/action-button.tsx';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { InstanceSubscription, InstanceView } from '@/lib/console/views/instance-view.ts';
import { useInstanceAction } from './instance-actions.tsx';

/** What the instance listens for, and what it has heard. */
export function MessagesTab({ instance, rows }: { instance: InstanceView; rows: readonly InstanceSubscription[] }) {
  const open = useInstanceAction();
  if (rows.length === 0) return <EmptyState title={t('message.none')} />;
  return (
    <SimpleTable<InstanceSubscription>
      label={t('tab.messages')}
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        {
          id: 'state',
          head: t('column.state'),
          width: '122px',
          cell: (row) =>
            row.closedAt === null ? (
              <StateWord kind="waiting">{t('word.waiting')}</StateWord>
            ) : (
              <StateWord kind="done">{t('word.closed')}</StateWord>
            ),
        },
        { id: 'kind', head: t('column.kind'), width: '108px', cell: (row) => t(`word.${row.kind}`) },
        { id: 'name', head: t('column.name'), cell: (row) => <SubscriptionName instance={instance} row={row} /> },
        {
          id: 'key',
          head: t('column.correlation'),
          cell: (row) => <span className="mono">{row.correlationKey ?? '–'}</span>,
        },
        {
          id: 'element',
          head: t('column.element'),
          cell: (row) => <ElementName definitionKey={instance.definition.key} elementId={row.elementId} />,
        },
        {
          id: 'since',
          head: t('column.since'),
          width: '72px',
          isRight: true,
          cell: (row) => <Clock at={row.createdAt} />,
        },
        {
          id: 'do',
          head: t('column.actions'),
          width: '84px',
          isRight: true,
          cell: (row) =>
            row.closedAt === null &&
            row.kind === 'message' && (
              <ActionIconButton
                operation="message.correlate"
                icon={MailPlus}
                label={t('correlate.do', { name: row.name })}
                onClick={() => open({ kind: 'correlate', name: row.name })}
              />
            ),
        },
      ]}
    />
  );
}

/** A condition has no name: what has to hold stands in the model. */
function SubscriptionName({ instance, row }: { instance: InstanceView; row: InstanceSubscription }) {
  const elements = useModelElements(instance.definition.key);
  if (row.kind === 'conditional')
    return (
      <span className="mono" title={elements.get(row.elementId)?.condition ?? undefined}>
        {elements.get(row.elementId)?.condition ?? '–'}
      </span>
    );
  return row.kind === 'compensate' ? (
    <ElementName definitionKey={instance.definition.key} elementId={row.name} />
  ) : (
    <span className="mono" title={row.name}>
      {row.name}
    </span>
  );
}
