'use client';
import { useImperativeHandle, useState } from 'react';
import type { ReactNode, Ref } from 'react';
import { t } from '@/components/messages/messages.ts';
import { Note } from '@/components/ui/panel.tsx';
import type { FormView } from '@/lib/console/views/form-view.ts';
import { FieldForm } from './field-form.tsx';
import { filledFields, hasProblems } from './field-values.ts';
import { SchemaForm } from './schema-form.tsx';
import type { FormHandle } from './schema-form.tsx';

/** A form in whichever way the model names it; `fallback`: the variables themselves, where it cannot be shown. */
export function FormBody({
  form,
  isOff,
  ref,
  fallback,
  onBroken,
}: {
  form: FormView;
  isOff: boolean;
  ref: Ref<FormHandle>;
  fallback: ReactNode;
  onBroken: () => void;
}) {
  const [brokenBecause, setBroken] = useState<string | null>(null);
  if (form.kind === 'missing' || brokenBecause !== null)
    return (
      <>
        <Note tone="warn" role="status">
          {t('form.missing', {
            name: form.kind === 'fields' ? '' : form.name,
            because: brokenBecause ?? (form.kind === 'missing' ? form.because : ''),
          })}
        </Note>
        {fallback}
      </>
    );
  if (form.kind === 'fields')
    return (
      <section aria-label={t('tasks.form')} className="flex flex-col gap-3">
        <Fields form={form} isOff={isOff} ref={ref} />
      </section>
    );
  return (
    <SchemaForm
      form={form}
      isOff={isOff}
      label={t('tasks.form')}
      ref={ref}
      onBroken={(because) => {
        setBroken(because);
        onBroken();
      }}
    />
  );
}

function Fields({
  form,
  isOff,
  ref,
}: {
  form: Extract<FormView, { kind: 'fields' }>;
  isOff: boolean;
  ref: Ref<FormHandle>;
}) {
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [isChecked, setChecked] = useState(false);
  useImperativeHandle(
    ref,
    () => ({
      submit: () => {
        setChecked(true);
        return hasProblems(form.fields, texts)
          ? { isValid: false }
          : { isValid: true, variables: filledFields(form.fields, texts) };
      },
    }),
    [form.fields, texts],
  );
  return (
    <FieldForm
      fields={form.fields}
      texts={texts}
      isOff={isOff}
      isChecked={isChecked}
      onChange={(id, text) => setTexts((before) => ({ ...before, [id]: text }))}
    />
  );
}
