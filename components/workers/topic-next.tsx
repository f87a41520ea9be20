import { JOB_LOOKS } from '@/components/instance/state-words.ts';
import { JobInstance } from '@/components/jobs/job-instance.tsx';
import { t } from '@/components/messages/messages.ts';
import { Panel } from '@/components/ui/panel.tsx';
import type { SimpleColumn } from '@/components/ui/simple-table.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Age } from '@/components/ui/time.tsx';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import { OldestJobs } from './oldest-jobs.tsx';

const SHOWN = 10;
const COLUMNS: readonly SimpleColumn<JobRow>[] = [
  {
    id: 'state',
    head: t('column.state'),
    width: '112px',
    cell: ({ state }) => <StateWord kind={JOB_LOOKS[state].glyph}>{t(JOB_LOOKS[state].word)}</StateWord>,
  },
  { id: 'instance', head: t('column.instance'), cell: (job) => <JobInstance job={job} /> },
  { id: 'retries', head: t('column.retries'), width: '72px', isRight: true, cell: ({ retries }) => retries ?? '–' },
  {
    id: 'age',
    head: t('workers.waits'),
    width: '96px',
    isRight: true,
    cell: ({ createdAt }) => <Age at={createdAt} />,
  },
];

/** The jobs of a topic that are handed out next. */
export function TopicNext({ topic }: { topic: string }) {
  return (
    <Panel title={t('workers.next')} note={t('workers.nextNote')}>
      <OldestJobs
        label={t('workers.next')}
        filter={{ topic, state: 'waiting,retrying' }}
        shown={SHOWN}
        columns={COLUMNS}
        empty={{ glyph: 'done', title: t('workers.nothingWaits') }}
      />
    </Panel>
  );
}
