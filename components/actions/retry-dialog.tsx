'use client';
import { useState } from 'react';
import { useElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { TextField } from '@/components/ui/field.tsx';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import { ActionDialog } from './action-dialog.tsx';
import { fromLocalInput } from './local-time.ts';
import { NextIncident } from './next-incident.tsx';
import { RetryOutcome } from './retry-outcome.tsx';
import { useSettled } from './variable-drafts.tsx';
import { RetriesField, retriesOf } from './retries-field.tsx';

interface Target {
  readonly instanceKey: string;
  readonly version?: number;
  readonly where: string;
  readonly onClose: () => void;
}

/** Attempts, and from when on where the job runs by itself; afterwards the jobs are followed. */
export function RetryIncidentDialog({
  incidentKey,
  isWork,
  instanceKey,
  version,
  where,
  onClose,
}: Omit<Target, 'instanceKey'> & { incidentKey: string; isWork: boolean; instanceKey: string | null }) {
  const form = useAttempt({ hasDueDate: !isWork });
  return (
    <ActionDialog
      operation="incident.retry"
      title={t('retry.title')}
      where={where}
      confirmLabel={t('retry.confirm')}
      parameters={form.value == null ? form.value : { incidentKey, ...form.value }}
      expectedVersion={version}
      form={form.fields}
      {...(instanceKey === null ? { auditObject: incidentKey } : { auditTarget: instanceKey })}
      outcome={(result) => (
        <>
          <RetryOutcome instanceKey={instanceKey} result={result} />
          <NextIncident incidentKey={incidentKey} />
        </>
      )}
      onClose={onClose}
    />
  );
}
/** All that failed in the instance, or at some elements of it, by their names. */
export function RetryAllDialog({
  instanceKey,
  elementIds,
  nameOf,
  version,
  where,
  onClose,
}: Target & { elementIds?: readonly string[]; nameOf: (elementId: string) => string }) {
  const form = useAttempt({ hasDueDate: false });
  return (
    <ActionDialog
      operation="instance.retry-all"
      title={
        elementIds === undefined
          ? t('retryAll.title')
          : t('retry.elementTitle', { element: elementIds.map(nameOf).join(', ') })
      }
      where={where}
      confirmLabel={t('retryAll.confirm')}
      parameters={
        form.value == null
          ? form.value
          : { instanceKey, ...(elementIds !== undefined && { elementIds }), ...form.value }
      }
      expectedVersion={version}
      form={form.fields}
      auditTarget={instanceKey}
      outcome={(result) => <RetryOutcome instanceKey={instanceKey} result={result} />}
      onClose={onClose}
    />
  );
}
/** How often a job may still be tried, and from when on. */
export function SetRetriesDialog({ job, instanceKey, version, where, onClose }: Target & { job: JobRow }) {
  const nameOf = useElementName(job.definition.key);
  const form = useAttempt({ start: job.retries ?? 1, hasDueDate: job.kind !== 'worker' });
  return (
    <ActionDialog
      operation="job.set-retries"
      title={t('job.setRetriesTitle')}
      where={`${where} · ${nameOf(job.elementId)}`}
      confirmLabel={t('job.setRetriesConfirm')}
      parameters={form.value == null ? form.value : { jobKey: job.key, ...form.value }}
      expectedVersion={version}
      form={form.fields}
      {...(instanceKey === '' ? { auditObject: job.key } : { auditTarget: instanceKey })}
      onClose={onClose}
    />
  );
}

/** Number of attempts, and a moment before which there is none. */
function useAttempt({ start = 1, hasDueDate }: { start?: number; hasDueDate: boolean }) {
  const [text, setText] = useState(String(Math.max(1, start)));
  const [due, setDue] = useState('');
  const count = retriesOf(text);
  const dueAt = due === '' ? undefined : fromLocalInput(due);
  const fields = (
    <div className="flex gap-3">
      <div className="w-[180px]">
        <RetriesField text={text} onChange={setText} />
      </div>
      {hasDueDate && (
        <div className="w-[240px]">
          <TextField
            label={t('retry.due')}
            help={t('retry.dueHelp')}
            type="datetime-local"
            step={1}
            value={due}
            error={dueAt === null ? t('value.date') : null}
            onChange={(event) => setDue(event.target.value)}
          />
        </div>
      )}
    </div>
  );
  const value = useSettled(
    count === null || dueAt === null ? null : { retries: count, ...(dueAt !== undefined && { dueAt }) },
  );
  return { value, fields };
}
