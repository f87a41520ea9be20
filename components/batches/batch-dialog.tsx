'use client';
import Link from 'next/link';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ActionDialog } from '@/components/actions/action-dialog.tsx';
import { useSettled } from '@/components/actions/variable-drafts.tsx';
import { t, tCount } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import type { BatchAction, BatchSelection, InstanceSelection } from '@/lib/console/contract.ts';
import { BatchForm } from './batch-form.tsx';
import { actionOf, type DialogKind, EMPTY_DRAFT } from './batch-draft.ts';
import { useStopRule } from './stop-rule-fields.tsx';

/**
 * One action on many instances: counted and rehearsed on a sample before it begins. `process`: of which they are, where
 * that is known.
 */
export function BatchDialog({
  kind,
  selection,
  count,
  process = null,
  onClose,
}: {
  kind: DialogKind;
  selection: InstanceSelection;
  count: number;
  process?: string | null;
  onClose: (isDone: boolean) => void;
}) {
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const action = actionOf(kind, draft);
  return (
    <BatchActionDialog
      title={t(`batch.title.${kind}`, { instances: instancesOf(count) })}
      action={action}
      selection={selection}
      count={count}
      onClose={(batchKey) => onClose(batchKey !== null)}
      form={
        <BatchForm
          kind={kind}
          process={process}
          draft={draft}
          onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
        />
      }
    />
  );
}

/** How many, in words. */
export function instancesOf(count: number): string {
  return tCount('batch.instance', 'batch.instances', count, formatCount(count));
}

/** The same on many jobs. */
export type JobBatchKind =
  | 'retry'
  | 'setRetries'
  | 'setDueDate'
  | 'setPriority'
  | 'execute'
  | 'suspendJobs'
  | 'resumeJobs'
  | 'unlockWork'
  | 'completeWork'
  | 'failWork'
  | 'throwError';
export function JobBatchDialog({
  kind,
  selection,
  count,
  onClose,
}: {
  kind: JobBatchKind;
  selection: InstanceSelection;
  count: number;
  onClose: (isDone: boolean) => void;
}) {
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  return (
    <BatchActionDialog
      title={t(`jobs.title.${kind}`, { jobs: tCount('jobs.job', 'jobs.jobs', count, formatCount(count)) })}
      action={actionOf(kind, draft)}
      selection={{ ...selection, of: 'jobs' }}
      count={count}
      onClose={(batchKey) => onClose(batchKey !== null)}
      form={
        <BatchForm
          kind={kind}
          process={null}
          draft={draft}
          onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
        />
      }
    />
  );
}

interface ActionProps {
  readonly title: string;
  readonly action: BatchAction | null;
  readonly selection: BatchSelection;
  readonly count: number;
  readonly form?: ReactNode;
  readonly onStarted?: () => void;
  readonly onClose: (batchKey: string | null) => void;
}

/** The dialog of an action that is said already: by its form above, or on a diagram. */
export function BatchActionDialog({ title, action, selection, count, form, onStarted, onClose }: ActionProps) {
  const [started, setStarted] = useState<string | null>(null);
  const stop = useStopRule();
  const parameters = useSettled(action === null || stop.part === null ? null : { selection, action, ...stop.part });
  return (
    <ActionDialog
      operation="batch.create"
      title={title}
      where={t('batch.where', { count: formatCount(count) })}
      confirmLabel={t('batch.confirm')}
      parameters={parameters}
      form={
        <>
          {form}
          {stop.fields}
        </>
      }
      onClose={() => onClose(started)}
      outcome={({ batchKey = null }) => {
        if (batchKey !== null && started === null)
          queueMicrotask(() => {
            setStarted(batchKey);
            onStarted?.();
          });
        return batchKey === null ? null : (
          <p>
            <Link className="link" href={`/batches/${batchKey}`}>
              {t('batch.watch')}
            </Link>
          </p>
        );
      }}
    />
  );
}
