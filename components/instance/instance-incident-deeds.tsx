import { Check, NotebookPen, RotateCw } from 'lucide-react';
import { ActionIconButton } from '@/components/actions/action-button.tsx';
import { t } from '@/components/messages/messages.ts';
import type { IncidentRow } from '@/lib/console/views/incident-view.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { useInstanceAction } from './instance-actions.tsx';

interface InstanceIncidentDeedsProps {
  readonly instance: InstanceView;
  readonly incident: IncidentRow;
}

/** What can be done with an open incident. */
export function InstanceIncidentDeeds({ instance, incident }: InstanceIncidentDeedsProps) {
  const open = useInstanceAction();
  return (
    <span className="inline-flex">
      <ActionIconButton
        operation="incident.annotate"
        icon={NotebookPen}
        label={t('incident.annotate')}
        onClick={() => open({ kind: 'annotateIncident', incident })}
      />
      {isReported(incident, instance) ? (
        <ActionIconButton
          operation="incident.resolve"
          icon={Check}
          label={t('incident.resolve')}
          onClick={() => open({ kind: 'resolveIncident', incident })}
        />
      ) : (
        <ActionIconButton
          operation="incident.retry"
          icon={RotateCw}
          label={t('incident.retry')}
          onClick={() => open({ kind: 'retry', incident })}
        />
      )}
    </span>
  );
}

/** The engine's own incidents stand for a job, in Camunda 7; others were reported by somebody. */
function isReported({ jobKey }: IncidentRow, { dialect }: InstanceView): boolean {
  return dialect === 'camunda7' && jobKey === null;
}
