'use client';
import { List } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useView } from '@/components/data/use-view.ts';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageGate } from '@/components/frame/page-gate.tsx';
import { Fact, PageHead } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { formatCount } from '@/components/ui/format.ts';
import { Age, Clock } from '@/components/ui/time.tsx';
import type { WorkerPageView, WorkerRow } from '@/lib/console/views/worker-view.ts';
import { AtLeast } from './at-least.tsx';
import { PaceFigures } from './pace-figures.tsx';
import { PacePanel, usePaceRange } from './pace-panel.tsx';
import { WorkerHeld } from './worker-held.tsx';
import { heldLink } from './worker-links.ts';
import { WorkerState } from './worker-table.tsx';
import { WorkerTopics } from './worker-topics.tsx';

/** One worker: whether it still asks, what it has in hand, and how fast it goes. */
export function WorkerPage({ worker }: { worker: string }) {
  const [range] = usePaceRange();
  const view = useView('worker', { worker, range });
  return (
    <PageGate query={view} area={{ label: t('nav.workers'), href: '/workers?tab=workers' }}>
      {(found) => <WorkerBody view={found} />}
    </PageGate>
  );
}

function WorkerBody({ view: { row, pace, topics } }: { view: WorkerPageView }) {
  const router = useRouter();
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.workers'), href: '/workers?tab=workers' }, { label: row.worker }]} />
      <PageHead
        title={row.worker}
        beside={<WorkerState row={row} isPill />}
        facts={<WorkerFacts row={row} />}
        actions={
          <Button icon={List} onClick={() => router.push(heldLink(row.worker))}>
            {t('nav.jobs')}
          </Button>
        }
      />
      <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-auto px-[var(--page-x)] pb-5">
        <PaceFigures view={pace} />
        <div className="grid flex-none grid-cols-2 gap-3 max-[1100px]:grid-cols-1 [&>*]:min-h-[180px]">
          <PacePanel view={pace} title={t('pace.title')} />
          <WorkerTopics topics={topics} />
          <WorkerHeld worker={row.worker} />
        </div>
      </div>
    </>
  );
}

function WorkerFacts({ row }: { row: WorkerRow }) {
  return (
    <>
      <Fact label={t('workers.held')}>
        <AtLeast count={row.held} href={heldLink(row.worker)} />
      </Fact>
      {row.firstLockEndsAt !== null && (
        <Fact label={t('workers.lockEnds')}>
          <Clock at={row.firstLockEndsAt} />
        </Fact>
      )}
      <Fact label={t('workers.lastAsked')}>
        {row.lastAskedAt === null ? '–' : <Age at={row.lastAskedAt} justNow={t('time.now')} />}
      </Fact>
      {row.lastGivenAt !== null && (
        <Fact label={t('workers.lastGiven')}>
          <Age at={row.lastGivenAt} justNow={t('time.now')} />
        </Fact>
      )}
      <Fact label={t('workers.given')}>
        {t('workers.givenOf', { given: formatCount(row.given), asked: formatCount(row.asked) })}
      </Fact>
    </>
  );
}
