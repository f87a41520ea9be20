'use client';
import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { Ref } from 'react';
import { t } from '@/components/messages/messages.ts';
import { Note } from '@/components/ui/panel.tsx';
import type { FormView } from '@/lib/console/views/form-view.ts';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import './forms.css';
import { createSchemaViewer, type FormAnswer, type SchemaViewer } from './form-js.ts';

export interface FormHandle {
  submit(): FormAnswer;
}

/** A deployed form, drawn by form-js. What was filled in stays while the page reads the task again. */
export function SchemaForm({
  form,
  isOff,
  label,
  ref,
  onBroken,
}: {
  form: Extract<FormView, { kind: 'schema' }>;
  isOff: boolean;
  label: string;
  ref: Ref<FormHandle>;
  onBroken: (because: string) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const viewer = useRef<SchemaViewer | null>(null);
  const [isShown, setShown] = useState(false);
  const broken = useRef(onBroken);
  broken.current = onBroken;
  // The values that it begins with: later ones would undo what was typed.
  const [data] = useState(form.data);
  useEffect(() => {
    if (box.current === null) return;
    let isGone = false;
    setShown(false);
    createSchemaViewer(box.current, form.schema, data).then(
      (made) => {
        if (isGone) {
          made.destroy();
          return;
        }
        viewer.current = made;
        setShown(true);
      },
      (error: unknown) => {
        if (!isGone) broken.current(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      isGone = true;
      viewer.current?.destroy();
      viewer.current = null;
    };
  }, [form.schema, data]);
  useEffect(() => {
    if (isShown) viewer.current?.setReadOnly(isOff);
  }, [isOff, isShown]);
  useImperativeHandle(ref, () => ({ submit: () => viewer.current?.submit() ?? { isValid: false } }), []);
  return (
    <section aria-label={label} aria-busy={!isShown}>
      {!isShown && <Note role="status">{t('state.loading')}</Note>}
      <div ref={box} className="wh-form" />
    </section>
  );
}
