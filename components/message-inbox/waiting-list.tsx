'use client';
import { Mail } from 'lucide-react';
import { useState } from 'react';
import { DefinitionName } from '@/components/data/definition-name';
import { ActionIconButton } from '@/components/actions/action-button.tsx';
import { BroadcastDialog, PublishDialog, SendMessageDialog } from '@/components/actions/send-dialogs.tsx';
import { useList } from '@/components/data/use-view.ts';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { InstanceLink } from '@/components/instances/instances-page.tsx';
import { t } from '@/components/messages/messages.ts';
import type { Column } from '@/components/ui/data-grid.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Age } from '@/components/ui/time.tsx';
import type { SubscriptionRow } from '@/lib/console/views/message-view.ts';
import { ListBody } from './list-body.tsx';

/** What waits for messages and signals; each can be sent from here with its keys. */
export function WaitingList({ values }: { values: Readonly<Record<string, string>> }) {
  const kind = values.kind === 'signal' ? 'signal' : 'message';
  const list = useList('subscriptions', {
    kind,
    name: values.name,
    key: values.key,
    definition: values.definition,
    limit: 100,
  });
  const [sending, setSending] = useState<SubscriptionRow | null>(null);
  const close = () => setSending(null);
  const columns: readonly Column<SubscriptionRow>[] = [
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
      cell: (row) => (
        <>
          <DefinitionName definition={row.definition} />
        </>
      ),
    },
    {
      id: 'element',
      head: t('column.element'),
      width: 'minmax(120px, 1fr)',
      cell: (row) => <ElementName definitionKey={row.definition.key} elementId={row.elementId} />,
    },
    { id: 'since', head: t('column.since'), width: '90px', isRight: true, cell: (row) => <Age at={row.createdAt} /> },
    {
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
          onClick={() => setSending(row)}
        />
      ),
    },
  ];
  const start =
    sending === null
      ? {}
      : {
          name: sending.name,
          ...(sending.dialect === 'camunda8'
            ? sending.correlationKey !== null && { key: sending.correlationKey }
            : sending.businessKey !== null && { key: sending.businessKey }),
        };
  return (
    <>
      <ListBody
        label={t('messages.waiting')}
        list={list}
        columns={columns}
        rowKey={(row) => row.key}
        isFiltered={['kind', 'name', 'key', 'definition'].some((id) => values[id] !== undefined)}
        emptyText={t('messages.waitingNone')}
        minWidth={900}
      />
      {sending?.kind === 'signal' && <BroadcastDialog start={start} onClose={close} />}
      {sending?.kind === 'message' && sending.dialect === 'camunda8' && <PublishDialog start={start} onClose={close} />}
      {sending?.kind === 'message' && sending.dialect === 'camunda7' && (
        <SendMessageDialog start={start} onClose={close} />
      )}
    </>
  );
}
