import { versionName } from '@/components/data/definition-name';
import { useHostedDialog } from '@/components/actions/dialog-host.tsx';
import { type JobAction, JobDialog } from '@/components/actions/job-dialog.tsx';
import type { JobRow } from '@/lib/console/views/job-view.ts';

/** Opens the dialog of an action on one job, whose instance is not shown around it. */
export function useJobDialog(): (action: JobAction) => void {
  const host = useHostedDialog();
  return (action) =>
    host((close) => (
      <JobDialog
        action={action}
        instanceKey={action.job.instanceKey ?? ''}
        where={whereIs(action.job)}
        onClose={close}
      />
    ));
}

function whereIs({ instanceKey, businessKey, definition }: JobRow): string {
  const version = versionName(definition);
  return instanceKey === null ? version : `${businessKey ?? instanceKey} · ${version}`;
}
