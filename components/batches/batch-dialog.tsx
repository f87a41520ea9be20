'use client';
import Link from 'next/link';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ActionDialog } from '@/components/actions/action-dialog.tsx';
import { useSettled } from '@/components/actions/variable-drafts.tsx';
import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import type { BatchAction, InstanceSelection } from '@/lib/console/contract.ts';
import { actionOf, BatchForm, type DialogKind, EMPTY_DRAFT } from './batch-form.tsx';

/** One action on many instances: counted and rehearsed on a sample before it begins. `process`: of which they are, where that is known. */
export function BatchDialog({ kind, selection, count, process = null, onClose }: { kind: DialogKind; selection: InstanceSelection; count: number; process?: string | null; onClose: (isDone: boolean) => void }) {
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const action = actionOf(kind, draft);
  return (
    <BatchActionDialog title={t(`batch.title.${kind}`, { count: formatCount(count) })} action={action} selection={selection} count={count} onClose={onClose}
      form={<BatchForm kind={kind} process={process} draft={draft} onChange={(part) => setDraft((before) => ({ ...before, ...part }))} />} />
  );
}

/** The dialog of an action that is said already: by its form above, or on a diagram. */
export function BatchActionDialog({ title, action, selection, count, form, onClose }: { title: string; action: BatchAction | null; selection: InstanceSelection; count: number; form?: ReactNode; onClose: (isDone: boolean) => void }) {
  const [isDone, setDone] = useState(false);
  const parameters = useSettled(action === null ? null : { selection, action });
  return (
    <ActionDialog operation="batch.create" title={title} where={t('batch.where', { count: formatCount(count) })} confirmLabel={t('batch.confirm')} parameters={parameters} form={form} onClose={() => onClose(isDone)}
      outcome={(result) => { if (!isDone) queueMicrotask(() => setDone(true)); return result.batchKey === undefined ? null : <p><Link className="link" href={`/batches/${result.batchKey}`}>{t('batch.watch')}</Link></p>; }} />
  );
}
