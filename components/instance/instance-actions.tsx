'use client';
import { createContext, useContext, useState } from 'react';
import type { ReactNode } from 'react';
import { versionName } from '@/components/data/definition-name';
import { CancelInstanceDialog } from '@/components/actions/cancel-instance-dialog.tsx';
import {
  AnnotateIncidentDialog,
  CreateIncidentDialog,
  ResolveIncidentDialog,
} from '@/components/actions/incident-dialogs.tsx';
import { useView } from '@/components/data/use-view.ts';
import { CorrelateDialog } from '@/components/actions/correlate-dialog.tsx';
import { type JobAction, JobDialog } from '@/components/actions/job-dialog.tsx';
import { RetryAllDialog, RetryIncidentDialog } from '@/components/actions/retry-dialog.tsx';
import { DeleteHistoryDialog } from '@/components/actions/delete-history-dialog.tsx';
import { ExportDialog } from '@/components/bundle/export-dialog.tsx';
import { SuspendInstanceDialog } from '@/components/actions/suspension-dialogs.tsx';
import {
  AddVariableDialog,
  CorrectVariableDialog,
  RemoveVariableDialog,
} from '@/components/actions/variable-dialog.tsx';
import { useElementName } from '@/components/diagram/element-name.tsx';
import type { IncidentRow } from '@/lib/console/views/incident-view.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';
import { readSelected } from './selected-elements.ts';

export type InstanceAction =
  | { readonly kind: 'retry'; readonly incident: IncidentRow }
  | { readonly kind: 'annotateIncident' | 'resolveIncident'; readonly incident: IncidentRow }
  | { readonly kind: 'createIncident' }
  | { readonly kind: 'retryAll'; readonly elementIds?: readonly string[] }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'suspension' | 'deleteHistory' | 'export' }
  | JobAction
  | { readonly kind: 'correlate'; readonly name: string }
  | { readonly kind: 'correct'; readonly variable: VariableRow; readonly choices?: readonly VariableRow[] }
  | { readonly kind: 'remove'; readonly variable: VariableRow }
  | { readonly kind: 'add'; readonly scopeKey: string };

const ActionContext = createContext<(action: InstanceAction) => void>(() => undefined);
/** Opens the dialog of an action on the instance shown. */
export function useInstanceAction(): (action: InstanceAction) => void {
  return useContext(ActionContext);
}

interface Opened {
  readonly action: InstanceAction;
  readonly version: number;
}

/** One dialog at a time; it keeps the version that was on the screen when it opened. */
export function InstanceActionsProvider({ instance, children }: { instance: InstanceView; children: ReactNode }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const open = (action: InstanceAction) => setOpened({ action, version: instance.version });
  return (
    <ActionContext value={open}>
      {children}
      {opened !== null && <ActionOf opened={opened} instance={instance} onClose={() => setOpened(null)} />}
    </ActionContext>
  );
}

function ActionOf({
  opened: { action, version },
  instance,
  onClose,
}: {
  opened: Opened;
  instance: InstanceView;
  onClose: () => void;
}) {
  const nameOf = useElementName(instance.definition.key);
  const where = [
    instance.businessKey ?? instance.key,
    versionName(instance.definition),
    ...(instance.tenantId === null ? [] : [instance.tenantId]),
  ].join(' · ');
  const place = { instanceKey: instance.key, where, onClose };
  switch (action.kind) {
    case 'retry':
      return (
        <RetryIncidentDialog
          {...place}
          version={version}
          incidentKey={action.incident.key}
          isWork={action.incident.jobType !== null || action.incident.jobKey === null}
          where={`${where} · ${nameOf(action.incident.elementId)}`}
        />
      );
    case 'annotateIncident':
      return <AnnotateDialog incidentKey={action.incident.key} place={place} />;
    case 'resolveIncident':
      return (
        <ResolveIncidentDialog
          {...place}
          incidentKey={action.incident.key}
          version={version}
          where={`${where} · ${nameOf(action.incident.elementId)}`}
        />
      );
    case 'createIncident':
      return (
        <CreateIncidentDialog
          {...place}
          version={version}
          nameOf={nameOf}
          elements={instance.history.filter((node) => node.endedAt === null && node.kind !== 'multiInstanceBody')}
          selected={readSelected(new URLSearchParams(window.location.search).get('element') ?? undefined)[0] ?? null}
        />
      );
    case 'retryAll':
      return <RetryAllDialog {...place} version={version} elementIds={action.elementIds} nameOf={nameOf} />;
    case 'deleteHistory':
      return <DeleteHistoryDialog {...place} called={instance.called.length} />;
    case 'export':
      return <ExportDialog {...place} />;
    case 'suspension':
      return <SuspendInstanceDialog {...place} isSuspended={instance.isSuspended} version={version} />;
    case 'executeJob':
    case 'jobDueDate':
    case 'jobPriority':
    case 'jobSuspension':
    case 'completeJob':
    case 'failJob':
    case 'throwJobError':
    case 'setRetries':
    case 'unlockJob':
      return <JobDialog {...place} action={action} version={version} />;
    case 'correlate':
      return <CorrelateDialog {...place} name={action.name} version={version} />;
    case 'cancel':
      return (
        <CancelInstanceDialog
          {...place}
          version={version}
          called={instance.called.length}
          rootKey={instance.callers[0]?.instanceKey ?? null}
        />
      );
    case 'correct':
      return <CorrectVariableDialog {...place} variable={action.variable} choices={action.choices} />;
    case 'remove':
      return <RemoveVariableDialog {...place} variable={action.variable} />;
    case 'add':
      return <AddVariableDialog {...place} scopeKey={action.scopeKey} />;
  }
}

/** The note is not in the list: it is read when somebody writes one. */
function AnnotateDialog({
  incidentKey,
  place,
}: {
  incidentKey: string;
  place: { instanceKey: string; where: string; onClose: () => void };
}) {
  const incident = useView('incident', { key: incidentKey });
  return incident.data === undefined ? null : (
    <AnnotateIncidentDialog {...place} incidentKey={incidentKey} annotation={incident.data.annotation} />
  );
}
