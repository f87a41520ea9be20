import { InstanceLink } from '@/components/instances/instances-page.tsx';
import type { JobRow } from '@/lib/console/views/job-view.ts';

/** The instance that a job belongs to; a job that starts instances has none. */
export function JobInstance({ job: { instanceKey, businessKey } }: { job: JobRow }) {
  return instanceKey === null ? '–' : <InstanceLink instanceKey={instanceKey} businessKey={businessKey ?? null} />;
}
