'use client';
import { Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageHead } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { formatDay } from '@/components/ui/format.ts';
import { AttentionPanel } from './attention-panel.tsx';
import { DefinitionsPanel, HistoryPanel, TopicsPanel } from './overview-panels.tsx';
import { Tiles } from './tiles.tsx';

/** Where to start. */
export function OverviewPage() {
  const router = useRouter();
  const overview = useView('overview', {});
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.overview') }]} />
      <PageHead
        title={t('nav.overview')}
        beside={overview.data !== undefined && <span className="text-ink-2">{formatDay(overview.data.at)}</span>}
        actions={
          <ActionButton operation="instance.start" icon={Play} onClick={() => router.push('/instances/start')}>
            {t('instances.start')}
          </ActionButton>
        }
      />
      <ViewGate query={overview}>
        {(view) => (
          <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-auto px-[var(--page-x)] pb-5">
            <Tiles view={view} />
            <AttentionPanel rows={view.attention} />
            <div className="grid flex-none grid-cols-3 gap-3 max-[1100px]:grid-cols-2">
              <HistoryPanel history={view.incidentHistory} />
              <DefinitionsPanel rows={view.definitions} />
              <TopicsPanel rows={view.topics} at={view.at} />
            </div>
          </div>
        )}
      </ViewGate>
    </>
  );
}
