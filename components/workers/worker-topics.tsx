import Link from 'next/link';
import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Panel } from '@/components/ui/panel.tsx';
import { type SimpleColumn, SimpleTable } from '@/components/ui/simple-table.tsx';
import type { WorkerPageView } from '@/lib/console/views/worker-view.ts';
import { FailedCount, inHand } from './pace-figures.tsx';
import { topicLink } from './worker-links.ts';

type Topics = WorkerPageView['topics'];

const COLUMNS: readonly SimpleColumn<Topics[number]>[] = [
  {
    id: 'topic',
    head: t('jobs.topicOrType'),
    cell: ({ topic }) => (
      <Link className="link mono" title={topic} href={topicLink(topic)}>
        {topic}
      </Link>
    ),
  },
  { id: 'done', head: t('pace.done'), width: '76px', isRight: true, cell: ({ pace }) => formatCount(pace.done) },
  {
    id: 'failed',
    head: t('pace.failed'),
    width: '76px',
    isRight: true,
    cell: ({ pace }) => <FailedCount count={pace.failed} />,
  },
  { id: 'median', head: t('pace.median'), width: '92px', isRight: true, cell: ({ pace }) => inHand(pace.median) },
  { id: 'p95', head: t('pace.p95'), width: '110px', isRight: true, cell: ({ pace }) => inHand(pace.p95) },
];

/** What a worker did of each topic. */
export function WorkerTopics({ topics }: { topics: Topics }) {
  return (
    <Panel title={t('workers.topics')} note={t('workers.pastHour')}>
      {topics.length === 0 ? (
        <EmptyState title={t('workers.none')} />
      ) : (
        <SimpleTable label={t('workers.topics')} rows={topics} rowKey={({ topic }) => topic} columns={COLUMNS} />
      )}
    </Panel>
  );
}
