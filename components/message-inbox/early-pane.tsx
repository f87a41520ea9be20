'use client';
import { CalendarX, Copy, Eye, EyeOff, Link2, RotateCw, SlidersHorizontal, Undo2, X } from 'lucide-react';
import { Fragment, useState } from 'react';
import { versionName } from '@/components/data/definition-name';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { AttachMessageDialog } from '@/components/actions/attach-message-dialog.tsx';
import {
  MarkMessageDialog,
  MessageRuleDialog,
  ReplayMessageDialog,
  WatchMessageDialog,
} from '@/components/actions/early-message-dialogs.tsx';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { InstanceLink } from '@/components/instances/instances-page.tsx';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { Facts, Note } from '@/components/ui/panel.tsx';
import { SidePane } from '@/components/ui/side-pane.tsx';
import { Pill, StateGlyph, StateWord } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { EarlyMessageView } from '@/lib/console/views/message-view.ts';
import { EARLY_LOOKS, WHY_LOOKS } from './message-looks.ts';
import { SimilarNames, ValueList, WaitingOthers } from './message-parts.tsx';

type Opened = 'replay' | 'attach' | 'watch' | 'late' | 'duplicate' | 'waiting' | 'rule';

/** One early message: why nothing received it, and what can be done. */
export function EarlyPane({ messageKey, onClose }: { messageKey: string; onClose: () => void }) {
  const message = useView('early-message', { key: messageKey });
  useShortcuts({ Escape: onClose });
  return (
    <SidePane label={t('early.details')}>
      <div className="flex justify-end pt-2 pr-2">
        <IconButton icon={X} isSmall label={t('details.close')} shortcut="Esc" onClick={onClose} />
      </div>
      <ViewGate query={message}>{(view) => <EarlyBody message={view} />}</ViewGate>
    </SidePane>
  );
}

function EarlyBody({ message }: { message: EarlyMessageView }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  const isWaiting = message.state === 'waiting';
  const canReplay = message.why === 'fits' || message.why === 'starts';
  useShortcuts({
    r: () => {
      if (isWaiting) setOpened('replay');
    },
  });
  return (
    <div className="-mt-6 flex flex-col gap-4 px-4 pb-5">
      <div>
        <Pill kind={EARLY_LOOKS[message.state].glyph}>{t(EARLY_LOOKS[message.state].word)}</Pill>
        <h2 className="mono mt-2.5 break-words text-16 font-semibold">{message.name}</h2>
        {message.businessKey !== null && <p className="mono break-words text-ink-2">{message.businessKey}</p>}
      </div>
      {message.why !== null && (
        <Note tone={canReplay ? 'ok' : 'plain'}>
          <StateGlyph kind={WHY_LOOKS[message.why].glyph} size={15} />
          <div className="min-w-0">
            <b className="font-medium">{t(WHY_LOOKS[message.why].word)}</b>
            <SimilarNames names={message.similarNames} />
          </div>
        </Note>
      )}
      <div className="flex flex-wrap gap-1.5">
        <ActionButton
          operation="message.replay"
          kind={canReplay ? 'primary' : 'plain'}
          icon={RotateCw}
          shortcut="R"
          blockedBecause={isWaiting ? null : t(EARLY_LOOKS[message.state].word)}
          onClick={() => setOpened('replay')}
        >
          {t('early.replay')}
        </ActionButton>
        <ActionButton
          operation="message.attach"
          icon={Link2}
          blockedBecause={isWaiting ? null : t(EARLY_LOOKS[message.state].word)}
          onClick={() => setOpened('attach')}
        >
          {t('early.attach')}
        </ActionButton>
        <ActionButton
          operation="message.watch"
          icon={message.isWatched ? EyeOff : Eye}
          blockedBecause={isWaiting ? null : t(EARLY_LOOKS[message.state].word)}
          onClick={() => setOpened('watch')}
        >
          {t(message.isWatched ? 'early.unwatch' : 'early.watch')}
        </ActionButton>
        {isWaiting ? (
          <>
            <ActionButton operation="message.mark" icon={CalendarX} onClick={() => setOpened('late')}>
              {t('early.late')}
            </ActionButton>
            <ActionButton operation="message.mark" icon={Copy} onClick={() => setOpened('duplicate')}>
              {t('early.duplicate')}
            </ActionButton>
          </>
        ) : (
          message.state !== 'correlated' && (
            <ActionButton operation="message.mark" icon={Undo2} onClick={() => setOpened('waiting')}>
              {t('early.again')}
            </ActionButton>
          )
        )}
        <ActionButton operation="message.rule" icon={SlidersHorizontal} onClick={() => setOpened('rule')}>
          {t('early.rule')}
        </ActionButton>
      </div>
      <EarlyFacts message={message} />
      <Values message={message} />
      <Candidates message={message} />
      <WaitingOthers title={t('early.others')} others={message.others} />
      {opened === 'replay' && <ReplayMessageDialog message={message} onClose={close} />}
      {opened === 'attach' && <AttachMessageDialog message={message} onClose={close} />}
      {opened === 'watch' && <WatchMessageDialog message={message} onClose={close} />}
      {(opened === 'late' || opened === 'duplicate' || opened === 'waiting') && (
        <MarkMessageDialog message={message} mark={opened} onClose={close} />
      )}
      {opened === 'rule' && <MessageRuleDialog name={message.name} rule={message.rule} onClose={close} />}
    </div>
  );
}

function EarlyFacts({ message }: { message: EarlyMessageView }) {
  return (
    <Facts
      rows={[
        { label: t('messages.received'), value: <Clock at={message.receivedAt} /> },
        {
          label: t('early.sender'),
          value: [
            message.sender ?? t('early.senderUnknown'),
            ...(message.senderAddress === null ? [] : [message.senderAddress]),
          ].join(' · '),
        },
        ...(message.instanceId === null
          ? []
          : [{ label: t('early.instanceId'), value: <span className="mono">{message.instanceId}</span> }]),
        ...(message.isTenantGiven ? [{ label: t('fact.tenant'), value: message.tenantId ?? t('word.none') }] : []),
        ...(message.instanceKey === null
          ? []
          : [
              {
                label: t('column.instance'),
                value: <InstanceLink instanceKey={message.instanceKey} businessKey={message.businessKey} />,
              },
            ]),
        ...(message.decidedAt === null
          ? []
          : [
              {
                label: t('column.who'),
                value: (
                  <>
                    {message.decidedBy} <Clock at={message.decidedAt} />
                  </>
                ),
              },
            ]),
        ...(message.note === null ? [] : [{ label: t('reason.note'), value: message.note }]),
        ...(message.lastProblem === null
          ? []
          : [
              {
                label: t('early.problem'),
                value: (
                  <>
                    {message.lastProblem}
                    {message.triedAt !== null && (
                      <>
                        {' '}
                        <Clock at={message.triedAt} />
                      </>
                    )}
                  </>
                ),
              },
            ]),
        { label: t('early.expires'), value: <Clock at={message.expiresAt} /> },
      ]}
    />
  );
}

function Values({ message }: { message: EarlyMessageView }) {
  return (
    <>
      {message.correlationKeys.length > 0 && <ValueList title={t('early.keys')} values={message.correlationKeys} />}
      {message.variables !== null && message.variables.length > 0 ? (
        <ValueList title={t('early.values')} values={message.variables} />
      ) : (
        <p className="text-ink-3">
          {message.isCut ? t('early.cut') : message.variables === null ? t('early.hidden') : t('early.noValues')}
        </p>
      )}
    </>
  );
}

function Candidates({ message: { candidates } }: { message: EarlyMessageView }) {
  if (candidates.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1.5 text-12 font-semibold">{t('early.candidates')}</h3>
      <ul className="flex flex-col gap-1.5">
        {candidates.map((each) => (
          <li key={each.instanceKey} className="text-[12.5px]">
            <span className="flex items-center gap-2">
              <StateWord kind={each.isEnded ? 'ended' : each.isSuspended ? 'suspended' : 'active'}>
                {t(each.isEnded ? 'why.ended' : each.isSuspended ? 'word.suspended' : 'word.active')}
              </StateWord>
              <InstanceLink instanceKey={each.instanceKey} businessKey={null} />
            </span>
            <span className="block break-words text-ink-2">
              {versionName(each.definition)}
              {each.at.length > 0 && (
                <>
                  {' '}
                  ·{' '}
                  {each.at.map((elementId, n) => (
                    <Fragment key={elementId}>
                      {n > 0 && ', '}
                      <ElementName definitionKey={each.definition.key} elementId={elementId} />
                    </Fragment>
                  ))}
                </>
              )}{' '}
              · {t(`early.listens.${each.listens}`)}
              {each.closedAt !== null && each.listens === 'past' && (
                <>
                  {' '}
                  <Clock at={each.closedAt} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
