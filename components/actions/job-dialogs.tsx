'use client';
import Link from 'next/link';
import { useState } from 'react';
import { useElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { TextArea, TextField } from '@/components/ui/field.tsx';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import { ActionDialog } from './action-dialog.tsx';
import { fromLocalInput, toLocalInput } from './local-time.ts';
import { RetryOutcome } from './retry-outcome.tsx';
import { isWritten, useSettled, type ValueDraft, VariableDrafts, writtenValues } from './variable-drafts.tsx';

interface JobPlace {
  readonly job: JobRow;
  readonly instanceKey: string;
  readonly version?: number;
  readonly where: string;
  readonly onClose: () => void;
}

function usePlace({ job, instanceKey, version, where, onClose }: JobPlace) {
  return {
    where: `${where} · ${useElementName(job.definition.key)(job.elementId)}`,
    ...(version !== undefined && { expectedVersion: version }),
    ...(instanceKey === '' ? { auditObject: job.key } : { auditTarget: instanceKey }),
    onClose,
  };
}

/** A timer or continuation runs at once; afterwards it is watched. */
export function ExecuteJobDialog(props: JobPlace) {
  const { job, instanceKey } = props;
  return (
    <ActionDialog
      operation="job.execute"
      {...usePlace(props)}
      title={t('job.executeTitle')}
      confirmLabel={t('job.executeConfirm')}
      parameters={{ jobKey: job.key }}
      outcome={(result) =>
        job.instanceKey !== null ? (
          <RetryOutcome instanceKey={instanceKey} result={result} />
        ) : (
          result.instanceKey !== null && (
            <Link className="link" href={`/instances/${result.instanceKey}`}>
              {t('timers.started')}
            </Link>
          )
        )
      }
    />
  );
}

export function JobDueDateDialog(props: JobPlace) {
  const [text, setText] = useState(toLocalInput(props.job.dueAt ?? Date.now()));
  const dueAt = fromLocalInput(text);
  const parameters = useSettled(dueAt === null ? null : { jobKey: props.job.key, dueAt });
  return (
    <ActionDialog
      operation="job.set-due-date"
      {...usePlace(props)}
      title={t('job.dueTitle')}
      confirmLabel={t('job.dueConfirm')}
      parameters={parameters}
      form={
        <div className="w-[240px]">
          <TextField
            label={t('column.due')}
            need={t('field.required')}
            type="datetime-local"
            step={1}
            value={text}
            error={dueAt === null ? t('value.date') : null}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      }
    />
  );
}

export function JobPriorityDialog(props: JobPlace) {
  const [text, setText] = useState(String(props.job.priority));
  const priority = /^-?\d{1,10}$/.test(text.trim()) ? Number(text) : null;
  return (
    <ActionDialog
      operation="job.set-priority"
      {...usePlace(props)}
      title={t('job.priorityTitle')}
      confirmLabel={t('job.priorityConfirm')}
      parameters={priority === null ? null : { jobKey: props.job.key, priority }}
      form={
        <div className="w-[180px]">
          <TextField
            label={t('column.priority')}
            need={t('field.required')}
            inputMode="numeric"
            value={text}
            error={priority === null ? t('value.whole') : null}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      }
    />
  );
}

export function CompleteJobDialog(props: JobPlace) {
  const [drafts, setDrafts] = useState<readonly ValueDraft[]>([]);
  const parameters = useSettled(isWritten(drafts) ? { jobKey: props.job.key, variables: writtenValues(drafts) } : null);
  return (
    <ActionDialog
      operation="job.complete"
      {...usePlace(props)}
      title={t('job.completeTitle')}
      confirmLabel={t('job.completeConfirm')}
      parameters={parameters}
      form={<VariableDrafts title={t('job.results')} drafts={drafts} onChange={setDrafts} />}
    />
  );
}

export function FailJobDialog(props: JobPlace) {
  const [message, setMessage] = useState('');
  const parameters = useSettled(message.trim() === '' ? null : { jobKey: props.job.key, message: message.trim() });
  return (
    <ActionDialog
      operation="job.fail"
      {...usePlace(props)}
      title={t('job.failTitle')}
      confirmLabel={t('job.failConfirm')}
      parameters={parameters}
      form={
        <TextArea
          label={t('column.message')}
          need={t('field.required')}
          rows={2}
          value={message}
          onChange={(event) => setMessage(event.target.value)}
        />
      }
    />
  );
}

export function ThrowJobErrorDialog(props: JobPlace) {
  const [code, setCode] = useState('');
  const [message, setMessage] = useState('');
  const parameters = useSettled(
    code.trim() === ''
      ? null
      : { jobKey: props.job.key, code: code.trim(), ...(message.trim() === '' ? {} : { message: message.trim() }) },
  );
  return (
    <ActionDialog
      operation="job.throw-error"
      {...usePlace(props)}
      title={t('job.throwTitle')}
      confirmLabel={t('job.throwConfirm')}
      parameters={parameters}
      form={
        <div className="grid grid-cols-[200px_minmax(0,1fr)] gap-3">
          <TextField
            label={t('job.errorCode')}
            need={t('field.required')}
            value={code}
            className="mono"
            autoComplete="off"
            onChange={(event) => setCode(event.target.value)}
          />
          <TextField
            label={t('column.message')}
            need={t('field.optional')}
            value={message}
            onChange={(event) => setMessage(event.target.value)}
          />
        </div>
      }
    />
  );
}

export function SuspendJobDialog(props: JobPlace) {
  // What was asked for stays so while the dialog shows what came of it.
  const [isSuspended] = useState(props.job.isSuspended === true);
  return (
    <ActionDialog
      operation={isSuspended ? 'job.resume' : 'job.suspend'}
      {...usePlace(props)}
      title={t(isSuspended ? 'job.resumeTitle' : 'job.suspendTitle')}
      confirmLabel={t(isSuspended ? 'job.resumeConfirm' : 'job.suspendConfirm')}
      parameters={{ jobKey: props.job.key }}
    />
  );
}
