import Link from 'next/link';
import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Panel } from '@/components/ui/panel.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import type { TopicView } from '@/lib/console/views/worker-view.ts';
import { topicJobsLink } from './worker-links.ts';

/** So much of a message is searched for. */
const MAX_SEARCHED_CHARACTERS = 200;

/** What goes wrong with the jobs of a topic, and how often. */
export function TopicErrors({ topic, errors }: { topic: string; errors: TopicView['errors'] }) {
  const jobsWith = (message: string) => {
    const searched = message === '' ? '' : `&message=${encodeURIComponent(message.slice(0, MAX_SEARCHED_CHARACTERS))}`;
    return `${topicJobsLink(topic, 'incident')}${searched}`;
  };
  return (
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
                <Link className="font-semibold text-incident-text hover:underline" href={jobsWith(message)}>
                  {formatCount(count)}
                </Link>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
