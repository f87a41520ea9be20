'use client';
import Link from 'next/link';
import { useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import { CheckField, TextField } from '@/components/ui/field.tsx';
import type { JobDefinitionRow } from '@/lib/console/views/job-view.ts';
import { ActionDialog } from './action-dialog.tsx';
import { fromLocalInput } from './local-time.ts';
import { useSettled } from './variable-drafts.tsx';

interface Props {
  readonly definitionKey: string;
  readonly row: JobDefinitionRow;
  readonly where: string;
  readonly onClose: () => void;
}
type Own = Exclude<JobDefinitionRow['position'], 'worker'>;
const MOST_RETRIES = 10;

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
          <When text={text} onChange={setText} />
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
  const count =
    /^\d+$/.test(retries) && Number(retries) >= 1 && Number(retries) <= MOST_RETRIES ? Number(retries) : null;
  const parameters = useSettled(
    count === null || (text !== '' && at === null)
      ? null
      : { definitionKey, elementId: row.elementId, retries: count, at },
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
      outcome={(result) =>
        result.batchKey === undefined ? null : (
          <p>
            <Link className="link" href={`/batches/${result.batchKey}`}>
              {t('batch.watch')}
            </Link>
          </p>
        )
      }
      form={
        <div className="flex items-start gap-5">
          <div className="w-[160px]">
            <TextField
              label={t('retry.count')}
              type="number"
              min={1}
              max={MOST_RETRIES}
              value={retries}
              error={count === null ? t('retry.countError', { most: MOST_RETRIES }) : null}
              onChange={(event) => setRetries(event.target.value)}
            />
          </div>
          <When text={text} onChange={setText} />
        </div>
      }
    />
  );
}

function When({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  return (
    <div className="w-[240px]">
      <TextField
        label={t('suspend.at')}
        need={t('field.optional')}
        help={t('suspend.atHelp')}
        type="datetime-local"
        step={1}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
