'use client';
import { Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { definitionName, versionName } from '@/components/data/definition-name';
import { ActionButton, useBlockedBecause } from '@/components/actions/action-button.tsx';
import { ActionDialog } from '@/components/actions/action-dialog.tsx';
import { MayNot } from '@/components/actions/may-not.tsx';
import { isWritten, type ValueDraft, VariableDrafts, writtenValues } from '@/components/actions/variable-drafts.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageHead } from '@/components/frame/page-head.tsx';
import { FormBody } from '@/components/forms/form-body.tsx';
import type { FormHandle } from '@/components/forms/schema-form.tsx';
import { t } from '@/components/messages/messages.ts';
import type { VariableInput } from '@/lib/console/contract.ts';
import { SelectField, TextField } from '@/components/ui/field.tsx';
import { Note } from '@/components/ui/panel.tsx';

/** A new instance of a definition, with what it starts from. */
export function StartPage() {
  const { values, set } = useUrlState();
  const like = useView('start-like', { instance: values.like ?? '' }, { isOff: values.like === undefined });
  const definitions = useView('definitions', {});
  const process = values.definition ?? '';
  const mayNot = useBlockedBecause('instance.start');
  const form = useView(
    'start-form',
    { process, version: values.version },
    { isOff: process === '' || mayNot !== null },
  );
  const [businessKey, setBusinessKey] = useState('');
  const [drafts, setDrafts] = useState<readonly ValueDraft[]>([]);
  const [opened, setOpened] = useState<readonly VariableInput[] | null>(null);
  const handle = useRef<FormHandle>(null);
  const [brokenKey, setBrokenKey] = useState<string | null>(null);
  const [isFilled, setFilled] = useState(false);
  useEffect(() => {
    if (like.data === undefined || isFilled) return;
    setFilled(true);
    setBusinessKey(like.data.businessKey ?? '');
    setDrafts(
      like.data.variables.map((each, n) => ({ id: n + 1, name: each.name, type: each.type, text: each.text ?? '' })),
    );
    set({ definition: like.data.definition.processId, version: String(like.data.definition.version) });
  }, [like.data, isFilled, set]);
  const start = form.data !== undefined && process !== '' ? form.data : null;
  // Values of another instance are more than its form asks for.
  const startForm =
    start === null ||
    like.data !== undefined ||
    start.form === null ||
    start.form.kind === 'missing' ||
    brokenKey === start.definition.key
      ? null
      : start.form;
  const open = () => {
    if (startForm === null) {
      setOpened(writtenValues(drafts));
      return;
    }
    const answer = handle.current?.submit();
    if (answer?.isValid === true) setOpened(answer.variables);
  };
  const rawVariables = (
    <VariableDrafts title={t('tab.variables')} drafts={drafts} onChange={setDrafts} known={start?.knownVariables} />
  );
  const blocked =
    start === null
      ? t('start.choose')
      : start.isSuspended
        ? t('start.suspended')
        : !start.hasNoneStart
          ? t('start.noneStart')
          : startForm === null && !isWritten(drafts)
            ? t('start.invalid')
            : null;
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.instances'), href: '/instances' }, { label: t('start.title') }]} />
      <PageHead title={t('start.title')} />
      <MayNot operation="instance.start" />
      <div className="min-h-0 flex-1 overflow-auto border-t border-line bg-surface px-[var(--page-x)] py-5">
        <div className="flex max-w-[760px] flex-col gap-5">
          {like.error !== null && <Refusal error={like.error} onRetry={() => void like.refetch()} />}
          {like.data !== undefined && (
            <Note>
              <span>
                {t('start.likeNote', { name: like.data.businessKey ?? values.like ?? '' })}
                {like.data.leftOut.length > 0 && ` ${t('start.likeLeftOut', { names: like.data.leftOut.join(', ') })}`}
                {like.data.isCut && ` ${t('start.likeCut')}`}
              </span>
            </Note>
          )}
          <div className="grid grid-cols-2 gap-3">
            <SelectField
              label={t('column.definition')}
              need={t('field.required')}
              value={process}
              onChange={(event) => set({ definition: event.target.value, version: null })}
            >
              <option value="">{t('reason.choose')}</option>
              {definitions.data?.rows.map((row) => (
                <option key={row.definition.key} value={row.definition.processId}>
                  {definitionName(row.definition)}, v{row.definition.version}
                </option>
              ))}
            </SelectField>
            <TextField
              label={t('column.businessKey')}
              need={t('field.optional')}
              value={businessKey}
              onChange={(event) => setBusinessKey(event.target.value)}
              className="mono"
            />
          </div>
          {form.error !== null && <Refusal error={form.error} onRetry={() => void form.refetch()} />}
          {start !== null && !start.hasNoneStart && <Note tone="warn">{t('start.noneStart')}</Note>}
          {start === null || start.form === null || like.data !== undefined ? (
            rawVariables
          ) : (
            <FormBody
              key={start.definition.key}
              form={start.form}
              isOff={start.isSuspended}
              ref={handle}
              fallback={rawVariables}
              onBroken={() => setBrokenKey(start.definition.key)}
            />
          )}
          <div>
            <ActionButton operation="instance.start" kind="primary" icon={Play} blockedBecause={blocked} onClick={open}>
              {t('instances.startShort')}
            </ActionButton>
          </div>
        </div>
      </div>
      {opened !== null && start !== null && (
        <ActionDialog
          operation="instance.start"
          title={t('start.dialogTitle')}
          where={versionName(start.definition)}
          confirmLabel={t('start.confirm')}
          onClose={() => setOpened(null)}
          parameters={{
            definitionKey: start.definition.key,
            ...(businessKey.trim() === '' ? {} : { businessKey: businessKey.trim() }),
            variables: opened,
            ...(startForm?.kind === 'fields' && { isForm: true }),
          }}
        />
      )}
    </>
  );
}
