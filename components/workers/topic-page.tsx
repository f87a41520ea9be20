'use client';
import { List } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { versionName } from '@/components/data/definition-name';
import { useList, useView } from '@/components/data/use-view.ts';
import { definitionLink } from '@/components/definitions/definitions-page.tsx';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageGate } from '@/components/frame/page-gate.tsx';
import { Fact, PageHead } from '@/components/frame/page-head.tsx';
import { JOB_LOOKS } from '@/components/instance/state-words.ts';
import { InstanceLink } from '@/components/instances/instances-page.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { formatCount } from '@/components/ui/format.ts';
import { EmptyState, SkeletonRows } from '@/components/ui/panel-states.tsx';
import { Note, Panel } from '@/components/ui/panel.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { Pill, StateGlyph, StateWord } from '@/components/ui/state-glyph.tsx';
import { Age } from '@/components/ui/time.tsx';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import type { TopicView } from '@/lib/console/views/worker-view.ts';
import { AtLeast } from './at-least.tsx';
import { PaceFigures } from './pace-figures.tsx';
import { PacePanel, usePaceRange } from './pace-panel.tsx';
import { TOPIC_LOOKS } from './topic-looks.ts';
import { topicLink } from './worker-links.ts';
import { WorkerTable } from './worker-table.tsx';

const OLDEST_SHOWN = 10;

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
  const jobs = (state: string) => `/jobs?topic=${encodeURIComponent(row.topic)}&state=${state}`;
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.workers'), href: '/workers' }, { label: row.topic }]} />
      <PageHead
        title={row.topic}
        beside={<Pill kind={look.glyph}>{t(look.word)}</Pill>}
        facts={
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
        }
        actions={
          <Button icon={List} onClick={() => router.push(jobs('open'))}>
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
          <OldestPanel topic={row.topic} />
          <Panel title={t('workers.errors')} note={t('workers.errorsNote')}>
            {errors.length === 0 ? (
              <EmptyState glyph="done" title={t('workers.noErrors')} />
            ) : (
              <SimpleTable
                label={t('workers.errors')}
                rows={errors}
                rowKey={({ message }) => message}
                columns={[
                  {
                    id: 'message',
                    head: t('jobs.error'),
                    cell: ({ message }) => (
                      <span className="mono" title={message}>
                        {message === '' ? '–' : message}
                      </span>
                    ),
                  },
                  {
                    id: 'count',
                    head: t('workers.failed'),
                    width: '84px',
                    isRight: true,
                    cell: ({ message, count }) => (
                      <Link
                        className="font-semibold text-incident-text hover:underline"
                        href={`${jobs('incident')}${message === '' ? '' : `&message=${encodeURIComponent(message.slice(0, 200))}`}`}
                      >
                        {formatCount(count)}
                      </Link>
                    ),
                  },
                ]}
              />
            )}
          </Panel>
          <Panel title={t('workers.elements')} note={t('workers.elementsNote')}>
            {elements.length === 0 ? (
              <EmptyState title={t('workers.noElements')} />
            ) : (
              <SimpleTable
                label={t('workers.elements')}
                rows={elements}
                rowKey={({ definition, elementId }) => `${definition.key} ${elementId}`}
                columns={[
                  {
                    id: 'element',
                    head: t('column.element'),
                    cell: ({ definition, elementId }) => (
                      <ElementName definitionKey={definition.key} elementId={elementId} />
                    ),
                  },
                  {
                    id: 'definition',
                    head: t('column.definition'),
                    width: '44%',
                    cell: ({ definition, elementId }) => (
                      <Link
                        className="link"
                        href={`${definitionLink(definition)}?element=${encodeURIComponent(elementId)}`}
                      >
                        {versionName(definition)}
                      </Link>
                    ),
                  },
                  {
                    id: 'open',
                    head: t('jobs.open'),
                    width: '84px',
                    isRight: true,
                    cell: ({ open }) => formatCount(open),
                  },
                ]}
              />
            )}
          </Panel>
        </div>
      </div>
    </>
  );
}

/** That nobody asks is said in words, with the name that may have been meant. */
function Warning({ row }: { row: TopicView['row'] }) {
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

function OldestPanel({ topic }: { topic: string }) {
  const list = useList('jobs', { topic, state: 'waiting,retrying', sort: 'created', limit: OLDEST_SHOWN });
  return (
    <Panel title={t('workers.next')} note={t('workers.nextNote')}>
      {list.data === undefined ? (
        <SkeletonRows label={t('state.loading')} count={3} />
      ) : list.rows.length === 0 ? (
        <EmptyState glyph="done" title={t('workers.nothingWaits')} />
      ) : (
        <SimpleTable<JobRow>
          label={t('workers.next')}
          rows={list.rows.slice(0, OLDEST_SHOWN)}
          rowKey={({ key }) => key}
          columns={[
            {
              id: 'state',
              head: t('column.state'),
              width: '112px',
              cell: ({ state }) => <StateWord kind={JOB_LOOKS[state].glyph}>{t(JOB_LOOKS[state].word)}</StateWord>,
            },
            {
              id: 'instance',
              head: t('column.instance'),
              cell: (job) =>
                job.instanceKey === null ? (
                  '–'
                ) : (
                  <InstanceLink instanceKey={job.instanceKey} businessKey={job.businessKey ?? null} />
                ),
            },
            {
              id: 'retries',
              head: t('column.retries'),
              width: '72px',
              isRight: true,
              cell: ({ retries }) => retries ?? '–',
            },
            {
              id: 'age',
              head: t('workers.waits'),
              width: '96px',
              isRight: true,
              cell: ({ createdAt }) => <Age at={createdAt} />,
            },
          ]}
        />
      )}
    </Panel>
  );
}
