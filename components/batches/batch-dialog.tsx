'use client';
import Link from 'next/link';
import { useState } from 'react';
import { ActionDialog } from '@/components/actions/action-dialog.tsx';
import { useSettled } from '@/components/actions/variable-drafts.tsx';
import { VARIABLE_TYPES, valueProblem } from '@/components/actions/variable-types.ts';
import { t } from '@/components/messages/messages.ts';
import { SelectField, TextArea, TextField } from '@/components/ui/field.tsx';
import { formatCount } from '@/components/ui/format.ts';
import type { BatchAction, InstanceSelection } from '@/lib/console/contract.ts';

const MOST_RETRIES = 10;

/** One action on many instances: counted and rehearsed on a sample before it begins. */
export function BatchDialog({ kind, selection, count, onClose }: { kind: BatchAction['kind']; selection: InstanceSelection; count: number; onClose: (isDone: boolean) => void }) {
  const [retries, setRetries] = useState('1');
  const [variable, setVariable] = useState({ name: '', type: 'String', text: '' });
  const [isDone, setDone] = useState(false);
  const action = actionOf(kind, retries, variable);
  const parameters = useSettled(action === null ? null : { selection, action });
  const words = { count: formatCount(count) };
  return (
    <ActionDialog operation="batch.create" title={t(`batch.title.${kind}`, words)} where={t('batch.where', words)} confirmLabel={t('batch.confirm')} parameters={parameters} onClose={() => onClose(isDone)}
      form={kind === 'retry' ? <div className="w-[180px]"><TextField label={t('retry.count')} type="number" min={1} max={MOST_RETRIES} value={retries} error={action === null ? t('retry.countError', { most: MOST_RETRIES }) : null} onChange={(event) => setRetries(event.target.value)} /></div>
        : kind === 'setVariable' ? <VariableFields value={variable} onChange={setVariable} /> : undefined}
      outcome={(result) => { if (!isDone) queueMicrotask(() => setDone(true)); return result.batchKey === undefined ? null : <p><Link className="link" href={`/batches/${result.batchKey}`}>{t('batch.watch')}</Link></p>; }} />
  );
}

interface VariableDraft { readonly name: string; readonly type: string; readonly text: string }

function VariableFields({ value, onChange }: { value: VariableDraft; onChange: (value: VariableDraft) => void }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_110px_minmax(0,1.6fr)] gap-2">
      <TextField label={t('column.name')} need={t('field.required')} value={value.name} className="mono" onChange={(event) => onChange({ ...value, name: event.target.value })} />
      <SelectField label={t('column.type')} value={value.type} onChange={(event) => onChange({ ...value, type: event.target.value })}>{VARIABLE_TYPES.map((type) => <option key={type} value={type}>{type}</option>)}</SelectField>
      <TextArea label={t('column.value')} rows={1} value={value.text} disabled={value.type === 'Null'} error={value.text === '' ? null : valueProblem(value.type, value.text)} className="mono" onChange={(event) => onChange({ ...value, text: event.target.value })} />
    </div>
  );
}

function actionOf(kind: BatchAction['kind'], retries: string, { name, type, text }: VariableDraft): BatchAction | null {
  if (kind === 'retry') return /^\d+$/.test(retries) && Number(retries) >= 1 && Number(retries) <= MOST_RETRIES ? { kind, retries: Number(retries) } : null;
  if (kind === 'setVariable') return name.trim() !== '' && valueProblem(type, text) === null ? { kind, name: name.trim(), type, text: type === 'Null' ? null : text } : null;
  return { kind };
}
