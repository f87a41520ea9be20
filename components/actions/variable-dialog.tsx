'use client';
import { useState } from 'react';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { SelectField, TextArea, TextField } from '@/components/ui/field.tsx';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';
import { ActionDialog } from './action-dialog.tsx';
import { useSettled } from './variable-drafts.tsx';
import { VARIABLE_TYPES, valueProblem } from './variable-types.ts';

interface Place { readonly instanceKey: string; readonly where: string; readonly version?: number; readonly onClose: () => void }

/** Corrects a value. The whole text is read first where the list has cut it. */
export function CorrectVariableDialog({ variable, instanceKey, where, onClose }: Place & { variable: VariableRow }) {
  const whole = useView('variable-value', { key: variable.key }, { isOff: !variable.isCut });
  const start = variable.isCut ? whole.data?.text ?? null : variable.text ?? '';
  const [type, setType] = useState(variable.type);
  const [edited, setEdited] = useState<string | null>(null);
  const text = edited ?? start ?? '';
  const problem = start === null && edited === null ? t('state.loading') : valueProblem(type, text);
  const parameters = useSettled(problem !== null || (text === start && type === variable.type) ? null : { instanceKey, scopeKey: variable.scopeKey, name: variable.name, type, text: type === 'Null' ? null : text, expectedRevision: variable.revision });
  return (
    <ActionDialog operation="variable.set" title={t('variable.correctTitle', { name: variable.name })} where={where} confirmLabel={t('variable.correctConfirm')} parameters={parameters} auditTarget={instanceKey} onClose={onClose}
      form={<ValueFields type={type} text={text} onType={setType} onText={setEdited} problem={edited === null ? null : problem} />} />
  );
}

export function AddVariableDialog({ instanceKey, scopeKey, where, version, onClose }: Place & { scopeKey: string }) {
  const [name, setName] = useState('');
  const [type, setType] = useState('String');
  const [text, setText] = useState('');
  const problem = valueProblem(type, text);
  const parameters = useSettled(name.trim() === '' || problem !== null ? null : { instanceKey, scopeKey, name: name.trim(), type, text: type === 'Null' ? null : text });
  return (
    <ActionDialog operation="variable.add" title={t('variable.addTitle')} where={where} confirmLabel={t('variable.addConfirm')} parameters={parameters} expectedVersion={version} auditTarget={instanceKey} onClose={onClose}
      form={<><TextField label={t('column.name')} need={t('field.required')} value={name} onChange={(event) => setName(event.target.value)} className="mono" /><ValueFields type={type} text={text} onType={setType} onText={setText} problem={text === '' ? null : problem} /></>} />
  );
}

export function RemoveVariableDialog({ variable, instanceKey, where, onClose }: Place & { variable: VariableRow }) {
  return <ActionDialog operation="variable.remove" title={t('variable.removeTitle', { name: variable.name })} where={where} confirmLabel={t('variable.removeConfirm')} parameters={{ instanceKey, scopeKey: variable.scopeKey, name: variable.name, expectedRevision: variable.revision }} auditTarget={instanceKey} onClose={onClose} />;
}

function ValueFields({ type, text, problem, onType, onText }: { type: string; text: string; problem: string | null; onType: (type: string) => void; onText: (text: string) => void }) {
  const types = VARIABLE_TYPES.includes(type) ? VARIABLE_TYPES : [type, ...VARIABLE_TYPES];
  return (
    <div className="grid grid-cols-[140px_minmax(0,1fr)] gap-3">
      <SelectField label={t('column.type')} value={type} onChange={(event) => onType(event.target.value)}>{types.map((each) => <option key={each} value={each}>{each}</option>)}</SelectField>
      {type === 'Boolean'
        ? <SelectField label={t('column.value')} value={text} error={problem} onChange={(event) => onText(event.target.value)}><option value="">{t('reason.choose')}</option><option value="true">true</option><option value="false">false</option></SelectField>
        : <TextArea label={t('column.value')} rows={type === 'Json' ? 6 : 2} value={type === 'Null' ? '' : text} disabled={type === 'Null'} error={problem} onChange={(event) => onText(event.target.value)} className="mono" spellCheck={false} />}
    </div>
  );
}
