'use client';
import { useState } from 'react';
import { versionName } from '@/components/data/definition-name';
import { useList } from '@/components/data/use-view.ts';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { TextField } from '@/components/ui/field.tsx';
import type { EarlyMessageView, SubscriptionRow } from '@/lib/console/views/message-view.ts';
import { ActionDialog } from './action-dialog.tsx';
import { useSettled } from './variable-drafts.tsx';

/** Offered at a time; a key makes them fewer. */
const OFFERED = 8;

/** Hands a message to what waits, chosen by name and key: for one that its sender addressed wrongly. */
export function AttachMessageDialog({ message, onClose }: { message: EarlyMessageView; onClose: () => void }) {
  const [name, setName] = useState(message.others.length > 0 ? message.name : (message.similarNames[0] ?? ''));
  const [key, setKey] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  // While it is being written, what was found before stays in view.
  const asked = useSettled({ name: name.trim(), key: key.trim() });
  const list = useList(
    'subscriptions',
    {
      kind: 'message',
      ...(asked !== undefined && asked.name !== '' && { name: asked.name }),
      ...(asked !== undefined && asked.key !== '' && { key: asked.key }),
      limit: OFFERED,
    },
    { isOff: asked === undefined },
  );
  const rows = list.rows.slice(0, OFFERED);
  // What is not shown any more is not what is confirmed.
  const subscriptionKey = asked !== undefined && rows.some((row) => row.key === chosen) ? chosen : null;
  return (
    <ActionDialog
      operation="message.attach"
      title={t('early.attachTitle')}
      where={message.businessKey === null ? message.name : `${message.name} · ${message.businessKey}`}
      confirmLabel={t('early.attachConfirm')}
      parameters={
        asked === undefined ? undefined : subscriptionKey === null ? null : { messageKey: message.key, subscriptionKey }
      }
      auditObject={message.key}
      onClose={onClose}
      form={
        <div className="flex flex-col gap-3">
          <div className="grid grid-cols-2 gap-3">
            <TextField
              label={t('early.attachName')}
              need={t('field.optional')}
              value={name}
              autoComplete="off"
              className="mono"
              onChange={(event) => setName(event.target.value)}
            />
            <TextField
              label={t('early.attachKey')}
              need={t('field.optional')}
              value={key}
              autoComplete="off"
              className="mono"
              onChange={(event) => setKey(event.target.value)}
            />
          </div>
          {rows.length === 0 ? (
            <p className="text-ink-3" role="status">
              {list.data === undefined ? (list.error?.problem.message ?? t('state.loading')) : t('early.attachNone')}
            </p>
          ) : (
            <fieldset>
              <legend className="mb-1 text-12 font-medium text-ink-2">{t('early.attachTo')}</legend>
              <ul className="divide-y divide-line-faint overflow-hidden rounded-2 border border-line">
                {rows.map((row) => (
                  <li key={row.key}>
                    <Waiting row={row} isChosen={row.key === chosen} onChoose={() => setChosen(row.key)} />
                  </li>
                ))}
              </ul>
            </fieldset>
          )}
        </div>
      }
    />
  );
}

function Waiting({ row, isChosen, onChoose }: { row: SubscriptionRow; isChosen: boolean; onChoose: () => void }) {
  return (
    <label className="flex min-h-9 cursor-pointer items-center gap-2.5 px-2.5 py-1.5 hover:bg-hover has-checked:bg-accent-soft">
      <input
        type="radio"
        name="subscription"
        checked={isChosen}
        onChange={onChoose}
        className="size-4 flex-none accent-[var(--accent)]"
      />
      <span className="min-w-0 flex-1 truncate">
        <span className="font-medium">{row.businessKey ?? row.instanceKey}</span>{' '}
        <span className="text-ink-2">
          {versionName(row.definition)} · <ElementName definitionKey={row.definition.key} elementId={row.elementId} />
        </span>
      </span>
      <span className="mono flex-none text-12 text-ink-2">{row.name}</span>
    </label>
  );
}
