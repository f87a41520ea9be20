'use client';
import { List } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useView } from '@/components/data/use-view.ts';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageGate } from '@/components/frame/page-gate.tsx';
import { Fact, PageHead } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Note, Panel } from '@/components/ui/panel.tsx';
import { Pill, StateGlyph } from '@/components/ui/state-glyph.tsx';
import { Age } from '@/components/ui/time.tsx';
import type { TopicRow, TopicView } from '@/lib/console/views/worker-view.ts';
import { AtLeast } from './at-least.tsx';
import { PaceFigures } from './pace-figures.tsx';
import { PacePanel, usePaceRange } from './pace-panel.tsx';
import { TOPIC_LOOKS } from './topic-looks.ts';
import { TopicElements } from './topic-elements.tsx';
import { TopicErrors } from './topic-errors.tsx';
import { TopicNext } from './topic-next.tsx';
import { topicJobsLink, topicLink } from './worker-links.ts';
import { WorkerTable } from './worker-table.tsx';

/** One topic: is it kept up with, by whom, and what goes wrong. */
export function TopicPage({ topic }: { topic: string }) {
  const [range] = usePaceRange();
  const view = useView('topic', { topic, range });
  return (
    <PageGate query={view} area={{ label: t('nav.workers'), href: '/workers' }}>
      {(found) => <TopicBody view={found} />}
    </PageGate>
  );
}

function TopicBody({ view: { row, pace, workers, errors, elements } }: { view: TopicView }) {
  const router = useRouter();
  const look = TOPIC_LOOKS[row.state];
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.workers'), href: '/workers' }, { label: row.topic }]} />
      <PageHead
        title={row.topic}
        beside={<Pill kind={look.glyph}>{t(look.word)}</Pill>}
        facts={<TopicFacts row={row} />}
        actions={
          <Button icon={List} onClick={() => router.push(topicJobsLink(row.topic, 'open'))}>
            {t('nav.jobs')}
          </Button>
        }
      />
      <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-auto px-[var(--page-x)] pb-5">
        <Warning row={row} />
        <PaceFigures view={pace} />
        <div className="grid flex-none grid-cols-2 gap-3 max-[1100px]:grid-cols-1 [&>*]:min-h-[180px]">
          <PacePanel view={pace} title={t('pace.title')} />
          <Panel title={t('workers.workers')} note={t('workers.pastHour')}>
            {workers.length === 0 ? <EmptyState title={t('workers.noneOfTopic')} /> : <WorkerTable rows={workers} />}
          </Panel>
          <TopicNext topic={row.topic} />
          <TopicErrors topic={row.topic} errors={errors} />
          <TopicElements elements={elements} />
        </div>
      </div>
    </>
  );
}

function TopicFacts({ row }: { row: TopicRow }) {
  const jobs = (state: string) => topicJobsLink(row.topic, state);
  return (
    <>
      <Fact label={t('workers.waiting')}>
        <AtLeast count={row.waiting} href={jobs('waiting,retrying')} />
      </Fact>
      {row.oldestAt !== null && (
        <Fact label={t('workers.oldest')}>
          <Age at={row.oldestAt} />
        </Fact>
      )}
      <Fact label={t('workers.leased')}>
        <AtLeast count={row.leased} href={jobs('leased')} />
      </Fact>
      <Fact label={t('workers.failed')}>
        <AtLeast count={row.failed} href={jobs('incident')} isBad />
      </Fact>
      <Fact label={t('workers.resting')}>
        <AtLeast count={row.resting} href={jobs('open')} />
      </Fact>
      <Fact label={t('workers.lastAsked')}>
        {row.lastAskedAt === null ? t('word.nobody') : <Age at={row.lastAskedAt} justNow={t('time.now')} />}
      </Fact>
    </>
  );
}

/** That nobody asks is said in words, with the name that may have been meant. */
function Warning({ row }: { row: TopicRow }) {
  if (row.state !== 'never' && row.state !== 'silent') return null;
  return (
    <Note tone="warn" role="status">
      <StateGlyph kind="overdue" size={15} />
      <span>
        {t(row.state === 'never' ? 'workers.neverHere' : 'workers.silentHere')}
        {row.similar.length > 0 && (
          <>
            {' '}
            {t('workers.alike')}{' '}
            {row.similar.map((name) => (
              <Link key={name} className="link mono mr-2" href={topicLink(name)}>
                {name}
              </Link>
            ))}
          </>
        )}
      </span>
    </Note>
  );
}
