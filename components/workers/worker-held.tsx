import Link from 'next/link';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { JobActions } from '@/components/jobs/job-actions.tsx';
import { JobInstance } from '@/components/jobs/job-instance.tsx';
import { useJobDialog } from '@/components/jobs/use-job-dialog.tsx';
import { t } from '@/components/messages/messages.ts';
import { Panel } from '@/components/ui/panel.tsx';
import type { SimpleColumn } from '@/components/ui/simple-table.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import { OldestJobs } from './oldest-jobs.tsx';
import { heldLink } from './worker-links.ts';

const SHOWN = 20;
const COLUMNS: readonly SimpleColumn<JobRow>[] = [
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
  { id: 'instance', head: t('column.instance'), width: '22%', cell: (job) => <JobInstance job={job} /> },
  {
    id: 'lock',
    head: t('jobs.lock'),
    width: '110px',
    isRight: true,
    cell: ({ lockUntil }) => (lockUntil === null ? '–' : <Clock at={lockUntil} />),
  },
];

/** What a worker has in hand can be taken away from it. */
export function WorkerHeld({ worker }: { worker: string }) {
  const open = useJobDialog();
  const actions: SimpleColumn<JobRow> = {
    id: 'do',
    head: t('column.actions'),
    width: '110px',
    isRight: true,
    cell: (job) => <JobActions job={job} open={open} />,
  };
  return (
    <Panel
      title={t('workers.inHand')}
      aside={
        <Link className="link" href={heldLink(worker)}>
          {t('workers.allHeld')}
        </Link>
      }
      className="col-span-full"
    >
      <OldestJobs
        label={t('workers.inHand')}
        filter={{ worker, state: 'leased' }}
        shown={SHOWN}
        columns={[...COLUMNS, actions]}
        empty={{ title: t('workers.holdsNothing') }}
      />
    </Panel>
  );
}
