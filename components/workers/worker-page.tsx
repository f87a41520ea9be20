'use client';
import { List } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useList, useView } from '@/components/data/use-view.ts';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageGate } from '@/components/frame/page-gate.tsx';
import { Fact, PageHead } from '@/components/frame/page-head.tsx';
import { InstanceLink } from '@/components/instances/instances-page.tsx';
import { JobActions } from '@/components/jobs/job-actions.tsx';
import { useJobDialog } from '@/components/jobs/use-job-dialog.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { formatCount } from '@/components/ui/format.ts';
import { EmptyState, SkeletonRows } from '@/components/ui/panel-states.tsx';
import { Panel } from '@/components/ui/panel.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { Age, Clock } from '@/components/ui/time.tsx';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import type { WorkerPageView } from '@/lib/console/views/worker-view.ts';
import { AtLeast } from './at-least.tsx';
import { inHand, PaceFigures } from './pace-figures.tsx';
import { PacePanel, usePaceRange } from './pace-panel.tsx';
import { topicLink } from './worker-links.ts';
import { WorkerState } from './worker-table.tsx';

const HELD_SHOWN = 20;

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
  const held = `/jobs?state=leased&worker=${encodeURIComponent(row.worker)}`;
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.workers'), href: '/workers?tab=workers' }, { label: row.worker }]} />
      <PageHead
        title={row.worker}
        beside={<WorkerState row={row} />}
        facts={
          <>
            <Fact label={t('workers.held')}>
              <AtLeast count={row.held} href={held} />
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
        }
        actions={
          <Button icon={List} onClick={() => router.push(held)}>
            {t('nav.jobs')}
          </Button>
        }
      />
      <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-auto px-[var(--page-x)] pb-5">
        <PaceFigures view={pace} />
        <div className="grid flex-none grid-cols-2 gap-3 max-[1100px]:grid-cols-1 [&>*]:min-h-[180px]">
          <PacePanel view={pace} title={t('pace.title')} />
          <Panel title={t('workers.topics')} note={t('workers.pastHour')}>
            {topics.length === 0 ? (
              <EmptyState title={t('workers.none')} />
            ) : (
              <SimpleTable
                label={t('workers.topics')}
                rows={topics}
                rowKey={({ topic }) => topic}
                columns={[
                  {
                    id: 'topic',
                    head: t('jobs.topicOrType'),
                    cell: ({ topic }) => (
                      <Link className="link mono" title={topic} href={topicLink(topic)}>
                        {topic}
                      </Link>
                    ),
                  },
                  {
                    id: 'done',
                    head: t('pace.done'),
                    width: '76px',
                    isRight: true,
                    cell: (each) => formatCount(each.pace.done),
                  },
                  {
                    id: 'failed',
                    head: t('pace.failed'),
                    width: '76px',
                    isRight: true,
                    cell: (each) =>
                      each.pace.failed === 0 ? (
                        <span className="text-ink-3">0</span>
                      ) : (
                        <span className="text-incident-text">{formatCount(each.pace.failed)}</span>
                      ),
                  },
                  {
                    id: 'median',
                    head: t('pace.median'),
                    width: '92px',
                    isRight: true,
                    cell: (each) => inHand(each.pace.median),
                  },
                  {
                    id: 'p95',
                    head: t('pace.p95'),
                    width: '110px',
                    isRight: true,
                    cell: (each) => inHand(each.pace.p95),
                  },
                ]}
              />
            )}
          </Panel>
          <HeldPanel worker={row.worker} all={held} />
        </div>
      </div>
    </>
  );
}

/** What it has in hand can be taken away from it. */
function HeldPanel({ worker, all }: { worker: string; all: string }) {
  const list = useList('jobs', { worker, state: 'leased', sort: 'created', limit: HELD_SHOWN });
  const open = useJobDialog();
  return (
    <Panel
      title={t('workers.inHand')}
      aside={
        <Link className="link" href={all}>
          {t('workers.allHeld')}
        </Link>
      }
      className="col-span-full"
    >
      {list.data === undefined ? (
        <SkeletonRows label={t('state.loading')} count={3} />
      ) : list.rows.length === 0 ? (
        <EmptyState title={t('workers.holdsNothing')} />
      ) : (
        <SimpleTable<JobRow>
          label={t('workers.inHand')}
          rows={list.rows.slice(0, HELD_SHOWN)}
          rowKey={({ key }) => key}
          columns={[
            {
              id: 'element',
              head: t('column.element'),
              cell: (job) => <ElementName definitionKey={job.definition.key} elementId={job.elementId} />,
            },
            {
              id: 'topic',
              head: t('jobs.topicOrType'),
              width: '20%',
              cell: ({ topic }) => <span className="mono">{topic}</span>,
            },
            {
              id: 'instance',
              head: t('column.instance'),
              width: '22%',
              cell: (job) =>
                job.instanceKey === null ? (
                  '–'
                ) : (
                  <InstanceLink instanceKey={job.instanceKey} businessKey={job.businessKey ?? null} />
                ),
            },
            {
              id: 'lock',
              head: t('jobs.lock'),
              width: '110px',
              isRight: true,
              cell: ({ lockUntil }) => (lockUntil === null ? '–' : <Clock at={lockUntil} />),
            },
            {
              id: 'do',
              head: t('column.actions'),
              width: '110px',
              isRight: true,
              cell: (job) => <JobActions job={job} open={open} />,
            },
          ]}
        />
      )}
    </Panel>
  );
}
