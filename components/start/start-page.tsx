'use client';
import { Play, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { ActionDialog } from '@/components/actions/action-dialog.tsx';
import { VARIABLE_TYPES, valueProblem } from '@/components/actions/variable-types.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageHead } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button, IconButton } from '@/components/ui/button.tsx';
import { SelectField, TextArea, TextField } from '@/components/ui/field.tsx';
import { Note } from '@/components/ui/panel.tsx';

interface Draft { readonly id: number; readonly name: string; readonly type: string; readonly text: string }

/** A new instance of a definition, with what it starts from. */
export function StartPage() {
  const { values, set } = useUrlState();
  const definitions = useView('definitions', {});
  const process = values.definition ?? '';
  const form = useView('start-form', { process, version: values.version }, { isOff: process === '' });
  const [businessKey, setBusinessKey] = useState('');
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const [isOpen, setOpen] = useState(false);
  const add = (name: string, type: string) => setDrafts((before) => [...before, { id: Math.max(0, ...before.map((each) => each.id)) + 1, name, type, text: '' }]);
  const change = (id: number, part: Partial<Draft>) => setDrafts((before) => before.map((each) => (each.id === id ? { ...each, ...part } : each)));
  const start = form.data !== undefined && process !== '' ? form.data : null;
  const invalid = drafts.some((draft) => draft.name.trim() === '' || valueProblem(draft.type, draft.text) !== null);
  const blocked = start === null ? t('start.choose') : start.isSuspended ? t('start.suspended') : !start.hasNoneStart ? t('start.noneStart') : invalid ? t('start.invalid') : null;
  const known = start?.knownVariables.filter((each) => !drafts.some((draft) => draft.name === each.name)) ?? [];
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.instances'), href: '/instances' }, { label: t('start.title') }]} />
      <PageHead title={t('start.title')} />
      <div className="min-h-0 flex-1 overflow-auto border-t border-line bg-surface px-[var(--page-x)] py-5">
        <div className="flex max-w-[760px] flex-col gap-5">
          <div className="grid grid-cols-2 gap-3">
            <SelectField label={t('column.definition')} need={t('field.required')} value={process} onChange={(event) => set({ definition: event.target.value, version: null })}>
              <option value="">{t('reason.choose')}</option>
              {definitions.data?.rows.map((row) => <option key={row.definition.key} value={row.definition.processId}>{row.definition.name ?? row.definition.processId}, v{row.definition.version}</option>)}
            </SelectField>
            <TextField label={t('column.businessKey')} need={t('field.optional')} value={businessKey} onChange={(event) => setBusinessKey(event.target.value)} className="mono" />
          </div>
          {form.error !== null && <Refusal error={form.error} onRetry={() => void form.refetch()} />}
          {start !== null && !start.hasNoneStart && <Note tone="warn">{t('start.noneStart')}</Note>}
          <section className="flex flex-col gap-3">
            <h2 className="font-semibold">{t('tab.variables')}</h2>
            {drafts.map((draft) => (
              <div key={draft.id} className="grid grid-cols-[minmax(0,1fr)_110px_minmax(0,1.6fr)_30px] items-start gap-2">
                <TextField label={t('column.name')} value={draft.name} onChange={(event) => change(draft.id, { name: event.target.value })} className="mono" />
                <SelectField label={t('column.type')} value={draft.type} onChange={(event) => change(draft.id, { type: event.target.value })}>{VARIABLE_TYPES.map((type) => <option key={type} value={type}>{type}</option>)}</SelectField>
                <TextArea label={t('column.value')} rows={1} value={draft.text} error={draft.text === '' ? null : valueProblem(draft.type, draft.text)} disabled={draft.type === 'Null'} onChange={(event) => change(draft.id, { text: event.target.value })} className="mono" />
                <span className="pt-5"><IconButton icon={X} label={t('start.removeVariable', { name: draft.name })} onClick={() => setDrafts((before) => before.filter((each) => each.id !== draft.id))} /></span>
              </div>
            ))}
            <div className="flex flex-wrap items-center gap-1.5"><Button isSmall icon={Plus} onClick={() => add('', 'String')}>{t('variable.add')}</Button>{known.map((each) => <Button key={`${each.name}${each.type}`} isSmall kind="ghost" icon={Plus} onClick={() => add(each.name, VARIABLE_TYPES.includes(each.type) ? each.type : 'String')}>{each.name}</Button>)}</div>
          </section>
          <div><ActionButton operation="instance.start" kind="primary" icon={Play} blockedBecause={blocked} onClick={() => setOpen(true)}>{t('instances.startShort')}</ActionButton></div>
        </div>
      </div>
      {isOpen && start !== null && (
        <ActionDialog operation="instance.start" title={t('start.dialogTitle')} where={`${start.definition.name ?? start.definition.processId} v${start.definition.version}`} confirmLabel={t('start.confirm')} onClose={() => setOpen(false)}
          parameters={{ definitionKey: start.definition.key, ...(businessKey.trim() === '' ? {} : { businessKey: businessKey.trim() }), variables: drafts.map((draft) => ({ name: draft.name.trim(), type: draft.type, text: draft.type === 'Null' ? null : draft.text })) }} />
      )}
    </>
  );
}
