'use client';
import { Send, X } from 'lucide-react';
import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { PublishDialog, type Republished } from '@/components/actions/send-dialogs.tsx';
import { VARIABLE_TYPES } from '@/components/actions/variable-types.ts';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { senderInWords } from '@/components/instance/instance-origin.tsx';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { formatDuration } from '@/components/ui/format.ts';
import { Facts, Note } from '@/components/ui/panel.tsx';
import { SidePane } from '@/components/ui/side-pane.tsx';
import { Pill, StateGlyph } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { ExpiredMessageView } from '@/lib/console/views/message-view.ts';
import { timeToLive } from './expired-list.tsx';
import { EXPIRED_LOOKS } from './message-looks.ts';
import { SimilarNames, ValueList, WaitingOthers } from './message-parts.tsx';

/** One lost message: why nobody received it, and publishing it again. */
export function ExpiredPane({ messageKey, onClose }: { messageKey: string; onClose: () => void }) {
  const message = useView('expired-message', { key: messageKey });
  useShortcuts({ Escape: onClose });
  return (
    <SidePane label={t('expired.details')}>
      <div className="flex justify-end pt-2 pr-2">
        <IconButton icon={X} isSmall label={t('details.close')} shortcut="Esc" onClick={onClose} />
      </div>
      <ViewGate query={message}>{(view) => <ExpiredBody message={view} />}</ViewGate>
    </SidePane>
  );
}

function ExpiredBody({ message }: { message: ExpiredMessageView }) {
  const [isPublishing, setPublishing] = useState(false);
  useShortcuts({ r: () => setPublishing(true) });
  const look = EXPIRED_LOOKS[message.why];
  const isWanted = message.why === 'waitsNow' || message.why === 'startsNow';
  return (
    <div className="-mt-6 flex flex-col gap-4 px-4 pb-5">
      <div>
        <Pill kind="ended">{t('messages.expired')}</Pill>
        <h2 className="mono mt-2.5 break-words text-16 font-semibold">{message.name}</h2>
        <p className="mono break-words text-ink-2">
          {message.correlationKey === '' ? t('expired.emptyKey') : message.correlationKey}
        </p>
      </div>
      <Note tone={isWanted ? 'ok' : 'plain'}>
        <StateGlyph kind={look.glyph} size={15} />
        <div className="min-w-0">
          <b className="font-medium">{t(look.word)}</b>
          <SimilarNames names={message.similarNames} />
        </div>
      </Note>
      <div>
        <ActionButton
          operation="message.publish"
          kind={isWanted ? 'primary' : 'plain'}
          icon={Send}
          shortcut="R"
          onClick={() => setPublishing(true)}
        >
          {t('expired.again')}
        </ActionButton>
      </div>
      <ExpiredFacts message={message} />
      {message.variables !== null && message.variables.length > 0 ? (
        <ValueList title={t('early.values')} values={message.variables} />
      ) : (
        <p className="text-ink-3">
          {message.isCut ? t('early.cut') : message.variables === null ? t('early.hidden') : t('early.noValues')}
        </p>
      )}
      <WaitingOthers title={t('expired.waiting')} others={message.waiting} />
      {isPublishing && (
        <PublishDialog
          start={{ name: message.name, key: message.correlationKey }}
          again={republished(message)}
          onClose={() => setPublishing(false)}
        />
      )}
    </div>
  );
}

function ExpiredFacts({ message }: { message: ExpiredMessageView }) {
  return (
    <Facts
      rows={[
        { label: t('messages.published'), value: <Clock at={message.publishedAt} /> },
        {
          label: t('expired.timeToLive'),
          value: timeToLive(message) === 0 ? t('expired.noTime') : formatDuration(timeToLive(message)),
        },
        { label: t('expired.at'), value: <Clock at={message.expiredAt} /> },
        {
          label: t('messages.from'),
          value: (message.sender && senderInWords(message.sender)) ?? t('early.senderUnknown'),
        },
        ...(message.messageId === null
          ? []
          : [{ label: t('messages.messageId'), value: <span className="mono">{message.messageId}</span> }]),
        ...(message.tenantId === null ? [] : [{ label: t('fact.tenant'), value: message.tenantId }]),
        { label: t('fact.key'), value: <span className="mono">{message.key}</span> },
      ]}
    />
  );
}

function republished({ messageId, tenantId, variables, ...times }: ExpiredMessageView): Republished {
  const values = variables ?? [];
  return {
    messageId,
    tenantId,
    timeToLiveMs: timeToLive(times),
    values: values
      .filter(({ type }) => VARIABLE_TYPES.includes(type))
      .map(({ name, type, text }, id) => ({ id, name, type, text: text ?? '' })),
    leftOut: values.filter(({ type }) => !VARIABLE_TYPES.includes(type)).map(({ name }) => name),
  };
}
