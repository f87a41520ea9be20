'use client';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { ListKeys, PageHead, StatusLine } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { timeZone } from '@/components/ui/format.ts';
import { Note } from '@/components/ui/panel.tsx';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import { Tabs, tabPanelId } from '@/components/ui/tabs.tsx';
import type { WorkersView } from '@/lib/console/views/worker-view.ts';
import { TopicList } from './topic-list.tsx';
import { WorkerList } from './worker-list.tsx';

type TabId = 'topics' | 'workers';
const TAB_IDS: readonly TabId[] = ['topics', 'workers'];

/** Is the machine keeping up: topics with what waits in them, and workers with what they hold. */
export function WorkersPage() {
  const { values, set } = useUrlState();
  const view = useView('workers', {});
  const tab = TAB_IDS.find((id) => id === values.tab) ?? 'topics';
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.workers') }]} />
      <PageHead title={t('nav.workers')} beside={<span className="truncate text-ink-2">{t('workers.about')}</span>} />
      <Tabs
        moreLabel={t('tabs.more')}
        name="workers"
        label={t('workers.tabs')}
        value={tab}
        items={TAB_IDS.map((id) => ({ id, label: t(`workers.${id}`) }))}
        onChange={(id) => set({ tab: id === 'topics' ? null : id })}
      />
      <div
        id={tabPanelId('workers')}
        role="tabpanel"
        aria-labelledby={`workers-tab-${tab}`}
        className="flex min-h-0 flex-1 flex-col bg-surface"
      >
        <ViewGate query={view}>
          {(found) =>
            tab === 'topics' ? (
              <>
                <Forsaken view={found} />
                <TopicList rows={found.topics} />
              </>
            ) : (
              <WorkerList rows={found.workers} />
            )
          }
        </ViewGate>
      </div>
      <StatusLine right={t('status.zone', { zone: timeZone })}>
        <ListKeys />
        {view.data?.isCut === true && <span>{t('workers.cut')}</span>}
      </StatusLine>
    </>
  );
}

/** What waits for nobody is said first, in words. */
function Forsaken({ view }: { view: WorkersView }) {
  const rows = view.topics.filter(({ state }) => state === 'never' || state === 'silent');
  const [first] = rows;
  if (first === undefined) return null;
  return (
    <div className="flex-none px-[var(--page-x)] py-2.5">
      <Note tone="warn" role="status">
        <StateGlyph kind="overdue" size={15} />
        <span>
          {rows.length === 1
            ? t('workers.neverOne', { topic: first.topic })
            : t('workers.neverMany', { count: rows.length })}
        </span>
      </Note>
    </div>
  );
}
