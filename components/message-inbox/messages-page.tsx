'use client';
import { Mail, Radio, Send } from 'lucide-react';
import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { BroadcastDialog, PublishDialog, SendMessageDialog } from '@/components/actions/send-dialogs.tsx';
import { ListFilterBar } from '@/components/data/list-filter-bar.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { ListKeys, PageHead, StatusLine } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import type { FilterField } from '@/components/ui/filter-bar.tsx';
import { timeZone } from '@/components/ui/format.ts';
import { Tabs, tabPanelId } from '@/components/ui/tabs.tsx';
import { EarlyList } from './early-list.tsx';
import { EarlyPane } from './early-pane.tsx';
import { ExpiredList } from './expired-list.tsx';
import { ExpiredPane } from './expired-pane.tsx';
import { BufferedList, CorrelatedList } from './kept-lists.tsx';
import { EARLY_LOOKS } from './message-looks.ts';
import { RulesList } from './rules-list.tsx';
import { WaitingList } from './waiting-list.tsx';

type TabId = 'inbox' | 'buffered' | 'correlated' | 'expired' | 'waiting' | 'rules';
const TAB_IDS: readonly TabId[] = ['inbox', 'buffered', 'correlated', 'expired', 'waiting', 'rules'];
type Sending = 'send' | 'publish' | 'broadcast';
const SENDING: readonly Sending[] = ['send', 'publish', 'broadcast'];

/** Nothing that arrives may vanish: what came early, what is kept, what was received, what waits. */
export function MessagesPage() {
  const { values, set } = useUrlState();
  const [chosen, setChosen] = useState<Sending | null>(null);
  const tab = TAB_IDS.find((id) => id === values.tab) ?? 'inbox';
  // A link may open a dialog: `?send=publish&name=Paid`.
  const sending = chosen ?? SENDING.find((each) => each === values.send) ?? null;
  const close = () => {
    setChosen(null);
    set({ send: null });
  };
  const fields = fieldsOf(tab);
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.messages') }]} />
      <PageHead
        title={t('nav.messages')}
        actions={
          <>
            <ActionButton operation="message.send" icon={Mail} onClick={() => setChosen('send')}>
              {t('send.do')}
            </ActionButton>
            <ActionButton operation="message.publish" icon={Send} onClick={() => setChosen('publish')}>
              {t('publish.do')}
            </ActionButton>
            <ActionButton operation="signal.broadcast" icon={Radio} onClick={() => setChosen('broadcast')}>
              {t('broadcast.do')}
            </ActionButton>
          </>
        }
      />
      <Tabs
        moreLabel={t('tabs.more')}
        name="messages"
        label={t('messages.tabs')}
        value={tab}
        items={TAB_IDS.map((id) => ({ id, label: t(`messages.${id}`) }))}
        onChange={(id) =>
          set({
            tab: id === 'inbox' ? null : id,
            message: null,
            ...Object.fromEntries(fields.map((field) => [field.id, null])),
          })
        }
      />
      {fields.length > 0 && (
        <div className="flex-none bg-surface px-[var(--page-x)] py-2.5">
          <ListFilterBar
            fields={fields}
            address={values}
            besides={['tab', 'message', 'send']}
            onChange={(id, value) => set({ [id]: value })}
          />
        </div>
      )}
      <div className="relative flex min-h-0 flex-1 border-t border-line bg-surface">
        <div
          id={tabPanelId('messages')}
          role="tabpanel"
          aria-labelledby={`messages-tab-${tab}`}
          className="flex min-w-0 flex-1 flex-col"
        >
          {tab === 'inbox' ? (
            <EarlyList values={values} onOpen={(key) => set({ message: key })} />
          ) : tab === 'buffered' ? (
            <BufferedList values={values} />
          ) : tab === 'correlated' ? (
            <CorrelatedList values={values} />
          ) : tab === 'expired' ? (
            <ExpiredList values={values} onOpen={(key) => set({ message: key })} />
          ) : tab === 'waiting' ? (
            <WaitingList values={values} />
          ) : (
            <RulesList />
          )}
        </div>
        {tab === 'inbox' && values.message !== undefined && (
          <EarlyPane key={values.message} messageKey={values.message} onClose={() => set({ message: null })} />
        )}
        {tab === 'expired' && values.message !== undefined && (
          <ExpiredPane key={values.message} messageKey={values.message} onClose={() => set({ message: null })} />
        )}
      </div>
      <StatusLine right={t('status.zone', { zone: timeZone })}>
        <ListKeys canOpen={false} canFilter />
      </StatusLine>
      {sending === 'send' && <SendMessageDialog start={values} onClose={close} />}
      {sending === 'publish' && <PublishDialog start={values} onClose={close} />}
      {sending === 'broadcast' && <BroadcastDialog start={values} onClose={close} />}
    </>
  );
}

function fieldsOf(tab: TabId): readonly FilterField[] {
  const name: FilterField = { id: 'name', label: t('column.name'), placeholder: 'PaymentConfirmed' };
  switch (tab) {
    case 'inbox':
      return [
        {
          id: 'state',
          label: t('column.state'),
          options: Object.entries(EARLY_LOOKS).map(([value, { word }]) => ({ value, label: t(word) })),
        },
        name,
        { id: 'key', label: t('column.businessKey') },
        { id: 'received', label: t('messages.received'), placeholder: '-24h..now' },
        {
          id: 'watched',
          label: t('messages.watched'),
          options: [
            { value: 'yes', label: t('word.yes') },
            { value: 'no', label: t('word.no') },
          ],
        },
      ];
    case 'expired':
      return [
        name,
        { id: 'key', label: t('column.correlation') },
        { id: 'expired', label: t('expired.at'), placeholder: '-24h..now' },
      ];
    case 'buffered':
    case 'correlated':
      return [name, { id: 'key', label: t('column.correlation') }];
    case 'waiting':
      return [
        {
          id: 'kind',
          label: t('messages.kind'),
          options: [
            { value: 'message', label: t('word.message') },
            { value: 'signal', label: t('word.signal') },
          ],
        },
        name,
        { id: 'key', label: t('column.correlation') },
        { id: 'definition', label: t('column.definition') },
      ];
    case 'rules':
      return [];
  }
}
