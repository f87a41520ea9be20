'use client';
import { useRef, useState } from 'react';
import { MayNot } from '@/components/actions/may-not.tsx';
import { useBlockedBecause } from '@/components/actions/action-button.tsx';
import { versionName } from '@/components/data/definition-name.tsx';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { FormBody } from '@/components/forms/form-body.tsx';
import { valuesAsJson } from '@/components/forms/values-as-json.ts';
import type { FormHandle } from '@/components/forms/schema-form.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { CodeBlock } from '@/components/ui/code.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Note } from '@/components/ui/panel.tsx';
import type { VariableInput } from '@/lib/console/contract.ts';
import type { StartFormView } from '@/lib/console/views/definition-view.ts';
import type { DefinitionRef } from '@/lib/console/views/shared.ts';

/** The form of a start as those who start will have it: filled in, checked, and told what would come of it. */
export function TryStartForm({ definition, onClose }: { definition: DefinitionRef; onClose: () => void }) {
  const mayNot = useBlockedBecause('instance.start');
  const form = useView(
    'start-form',
    { process: definition.processId, version: String(definition.version) },
    { isOff: mayNot !== null },
  );
  const handle = useRef<FormHandle>(null);
  const [answer, setAnswer] = useState<readonly VariableInput[] | 'wrong' | null>(null);
  const check = () => {
    const submitted = handle.current?.submit();
    if (submitted !== undefined) setAnswer(submitted.isValid ? submitted.variables : 'wrong');
  };
  const isThere = form.data?.form != null && form.data.form.kind !== 'missing';
  return (
    <Dialog
      isOpen
      width="box"
      closeLabel={t('dialog.close')}
      title={t('tryForm.title')}
      subtitle={`${versionName(definition)} · ${t('tryForm.nothing')}`}
      onClose={onClose}
      foot={
        <>
          <span className="flex-1" />
          <Button onClick={onClose}>{t('dialog.close')}</Button>
          <Button kind="primary" blockedBecause={isThere ? null : t('tryForm.none')} onClick={check}>
            {t('tryForm.check')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 px-5 py-4">
        {mayNot === null ? (
          <ViewGate query={form}>{(view) => <Form view={view} handle={handle} />}</ViewGate>
        ) : (
          <MayNot operation="instance.start" />
        )}
        <div aria-live="polite" className="flex flex-col gap-2">
          {answer === 'wrong' && <Note tone="warn">{t('tryForm.wrong')}</Note>}
          {answer !== null && answer !== 'wrong' && <Result variables={answer} />}
        </div>
      </div>
    </Dialog>
  );
}

function Form({ view, handle }: { view: StartFormView; handle: React.RefObject<FormHandle | null> }) {
  if (!view.hasNoneStart) return <Note tone="warn">{t('start.noneStart')}</Note>;
  if (view.form === null) return <Note>{t('tryForm.none')}</Note>;
  return <FormBody form={view.form} isOff={false} ref={handle} fallback={null} onBroken={() => undefined} />;
}

function Result({ variables }: { variables: readonly VariableInput[] }) {
  if (variables.length === 0) return <Note>{t('tryForm.noVariables')}</Note>;
  return (
    <>
      <h3 className="text-12 font-semibold">{t('tryForm.result')}</h3>
      <CodeBlock
        text={valuesAsJson(variables)}
        label={t('tryForm.result')}
        copyLabel={t('copy.value')}
        maxHeight={220}
      />
      <p className="text-12 text-ink-2">{variables.map(({ name, type }) => `${name}: ${type}`).join(' · ')}</p>
    </>
  );
}
