'use client';
import { useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import { TextField } from '@/components/ui/field.tsx';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import { ActionDialog } from './action-dialog.tsx';
import { RetryOutcome } from './retry-outcome.tsx';

interface Target { readonly instanceKey: string; readonly version?: number; readonly where: string; readonly onClose: () => void }
const MAX_RETRIES = 20;

export function RetryIncidentDialog({ incidentKey, jobKey, instanceKey, version, where, onClose }: Target & { incidentKey: string; jobKey: string | null }) {
  const retries = useRetries();
  return <ActionDialog operation="incident.retry" title={t('retry.title')} where={where} confirmLabel={t('retry.confirm')} parameters={retries.count === null ? null : { incidentKey, retries: retries.count }} expectedVersion={version} form={retries.field} auditTarget={instanceKey} outcome={() => <RetryOutcome instanceKey={instanceKey} jobKey={jobKey} />} onClose={onClose} />;
}
export function RetryAllDialog({ instanceKey, version, where, onClose }: Target) {
  const retries = useRetries();
  return <ActionDialog operation="instance.retry-all" title={t('retryAll.title')} where={where} confirmLabel={t('retryAll.confirm')} parameters={retries.count === null ? null : { instanceKey, retries: retries.count }} expectedVersion={version} form={retries.field} auditTarget={instanceKey} outcome={() => <RetryOutcome instanceKey={instanceKey} jobKey={null} />} onClose={onClose} />;
}
/** How often a job may still be tried; nothing runs by it at once. */
export function SetRetriesDialog({ job, instanceKey, version, where, onClose }: Target & { job: JobRow }) {
  const retries = useRetries(job.retries ?? 1);
  return <ActionDialog operation="job.set-retries" title={t('job.setRetriesTitle')} where={`${where} · ${job.elementId}`} confirmLabel={t('job.setRetriesConfirm')} parameters={retries.count === null ? null : { jobKey: job.key, retries: retries.count }} expectedVersion={version} form={retries.field} auditTarget={instanceKey} onClose={onClose} />;
}
export function CancelInstanceDialog({ instanceKey, version, where, onClose }: Target) {
  return <ActionDialog operation="instance.cancel" title={t('cancel.title')} where={where} confirmLabel={t('cancel.confirm')} parameters={{ instanceKey }} expectedVersion={version} auditTarget={instanceKey} onClose={onClose} />;
}

function useRetries(start = 1) {
  const [text, setText] = useState(String(Math.max(1, start)));
  const count = /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_RETRIES ? Number(text) : null;
  const field = <div className="w-[180px]"><TextField label={t('retry.count')} type="number" min={1} max={MAX_RETRIES} value={text} error={count === null ? t('retry.countError', { most: MAX_RETRIES }) : null} onChange={(event) => setText(event.target.value)} /></div>;
  return { count, field };
}
