import { useList } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { EmptyState, SkeletonRows } from '@/components/ui/panel-states.tsx';
import { type SimpleColumn, SimpleTable } from '@/components/ui/simple-table.tsx';
import type { QueryParams } from '@/lib/console/contract.ts';
import type { JobRow } from '@/lib/console/views/job-view.ts';

interface OldestJobsProps {
  readonly label: string;
  readonly filter: QueryParams<'jobs'>;
  readonly shown: number;
  readonly columns: readonly SimpleColumn<JobRow>[];
  readonly empty: Parameters<typeof EmptyState>[0];
}

/** The oldest of the jobs that a filter finds. */
export function OldestJobs({ label, filter, shown, columns, empty }: OldestJobsProps) {
  const list = useList('jobs', { ...filter, sort: 'created', limit: shown });
  if (list.data === undefined) return <SkeletonRows label={t('state.loading')} count={3} />;
  if (list.rows.length === 0) return <EmptyState {...empty} />;
  return <SimpleTable label={label} rows={list.rows.slice(0, shown)} rowKey={({ key }) => key} columns={columns} />;
}
