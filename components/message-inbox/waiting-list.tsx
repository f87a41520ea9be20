'use client';
import { useState } from 'react';
import { BroadcastDialog, PublishDialog, SendMessageDialog } from '@/components/actions/send-dialogs.tsx';
import { useList } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import type { SubscriptionRow } from '@/lib/console/views/message-view.ts';
import { ListBody } from './list-body.tsx';
import { waitingColumns } from './waiting-columns.tsx';

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
  return (
    <>
      <ListBody
        label={t('messages.waiting')}
        list={list}
        columns={waitingColumns(kind, setSending)}
        rowKey={(row) => row.key}
        isFiltered={['kind', 'name', 'key', 'definition'].some((id) => values[id] !== undefined)}
        emptyText={t('messages.waitingNone')}
        minWidth={900}
      />
      {sending !== null && <SendDialog to={sending} onClose={() => setSending(null)} />}
    </>
  );
}

/** As what the one that waits would receive it, with the keys that fit. */
function SendDialog({ to, onClose }: { to: SubscriptionRow; onClose: () => void }) {
  const key = to.dialect === 'camunda8' ? to.correlationKey : to.businessKey;
  const start = { name: to.name, ...(key !== null && { key }) };
  if (to.kind === 'signal') return <BroadcastDialog start={start} onClose={onClose} />;
  if (to.dialect === 'camunda8') return <PublishDialog start={start} onClose={onClose} />;
  return <SendMessageDialog start={start} onClose={onClose} />;
}
