'use client';
import { useState } from 'react';
import { useStopRule } from '@/components/batches/stop-rule-fields.tsx';
import { t } from '@/components/messages/messages.ts';
import { CheckField, TextField } from '@/components/ui/field.tsx';
import type { JobDefinitionRow } from '@/lib/console/views/job-view.ts';
import { ActionDialog } from './action-dialog.tsx';
import { BatchLink } from './batch-link.tsx';
import { LaterField } from './later-field.tsx';
import { fromLocalInput } from './local-time.ts';
import { RetriesField, retriesOf } from './retries-field.tsx';
import { useSettled } from './variable-drafts.tsx';

interface Props {
  readonly definitionKey: string;
  readonly row: JobDefinitionRow;
  readonly where: string;
  readonly onClose: () => void;
}
type Own = Exclude<JobDefinitionRow['position'], 'worker'>;

/** The jobs of one place of the model rest or run again, now or at a time. */
export function SuspendJobDefinitionDialog({
  definitionKey,
  row,
  position,
  where,
  onClose,
}: Props & { position: Own }) {
  // What was asked for stays so while the dialog shows what came of it.
  const [isSuspended] = useState(row.isSuspended === true);
  const [includesJobs, setIncludes] = useState(true);
  const [text, setText] = useState('');
  const at = text === '' ? null : fromLocalInput(text);
  const parameters = useSettled(
    text !== '' && at === null ? null : { definitionKey, elementId: row.elementId, position, includesJobs, at },
  );
  return (
    <ActionDialog
      operation={isSuspended ? 'job-definition.resume' : 'job-definition.suspend'}
      title={t(isSuspended ? 'jobDefinition.resumeTitle' : 'jobDefinition.suspendTitle')}
      where={where}
      confirmLabel={t(isSuspended ? 'jobDefinition.resumeConfirm' : 'jobDefinition.suspendConfirm')}
      parameters={parameters}
      auditObject={definitionKey}
      onClose={onClose}
      form={
        <div className="flex items-start gap-5">
          <LaterField text={text} onChange={setText} />
          <span className="pt-5">
            <CheckField label={t('jobDefinition.includes')} checked={includesJobs} onChange={setIncludes} />
          </span>
        </div>
      }
    />
  );
}

export function JobDefinitionPriorityDialog({
  definitionKey,
  row,
  position,
  where,
  onClose,
}: Props & { position: Own }) {
  const [text, setText] = useState(row.priority === null ? '' : String(row.priority));
  const [includesJobs, setIncludes] = useState(false);
  const priority = text.trim() === '' ? null : Number(text);
  const isReady = text.trim() === '' || /^-?\d{1,10}$/.test(text.trim());
  const parameters = useSettled(
    isReady ? { definitionKey, elementId: row.elementId, position, priority, includesJobs } : null,
  );
  return (
    <ActionDialog
      operation="job-definition.set-priority"
      title={t('jobDefinition.priorityTitle')}
      where={where}
      confirmLabel={t('jobDefinition.priorityConfirm')}
      parameters={parameters}
      auditObject={definitionKey}
      onClose={onClose}
      form={
        <div className="flex items-start gap-5">
          <div className="w-[240px]">
            <TextField
              label={t('column.priority')}
              need={t('field.optional')}
              help={t('jobDefinition.priorityHelp')}
              inputMode="numeric"
              value={text}
              error={isReady ? null : t('value.whole')}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          <span className="pt-5">
            <CheckField label={t('jobDefinition.includes')} checked={includesJobs} onChange={setIncludes} />
          </span>
        </div>
      }
    />
  );
}

/** All that failed at an element gets attempts, as a batch. */
export function RetryFailedDialog({ definitionKey, row, where, onClose }: Props) {
  const [retries, setRetries] = useState('1');
  const [text, setText] = useState('');
  const at = text === '' ? null : fromLocalInput(text);
  const count = retriesOf(retries);
  const stop = useStopRule();
  const parameters = useSettled(
    count === null || (text !== '' && at === null) || stop.part === null
      ? null
      : { definitionKey, elementId: row.elementId, retries: count, at, ...stop.part },
  );
  return (
    <ActionDialog
      operation="job-definition.retry-failed"
      title={t('jobDefinition.retryTitle')}
      where={where}
      confirmLabel={t('jobDefinition.retryConfirm')}
      parameters={parameters}
      auditObject={definitionKey}
      onClose={onClose}
      outcome={(result) => <BatchLink batchKey={result.batchKey} />}
      form={
        <>
          <div className="flex items-start gap-5">
            <div className="w-[160px]">
              <RetriesField text={retries} onChange={setRetries} />
            </div>
            <LaterField text={text} onChange={setText} />
          </div>
          {stop.fields}
        </>
      }
    />
  );
}
