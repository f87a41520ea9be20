'use client';
import { useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import { CheckField } from '@/components/ui/field.tsx';
import { ActionDialog } from './action-dialog.tsx';
import { LaterField } from './later-field.tsx';
import { fromLocalInput } from './local-time.ts';
import { useSettled } from './variable-drafts.tsx';

export function SuspendInstanceDialog({
  instanceKey,
  isSuspended: was,
  version,
  where,
  onClose,
}: {
  instanceKey: string;
  isSuspended: boolean;
  version: number;
  where: string;
  onClose: () => void;
}) {
  // What was asked for stays so while the dialog shows what came of it.
  const [isSuspended] = useState(was);
  return (
    <ActionDialog
      operation={isSuspended ? 'instance.resume' : 'instance.suspend'}
      title={t(isSuspended ? 'suspend.resumeTitle' : 'suspend.title')}
      where={where}
      confirmLabel={t(isSuspended ? 'suspend.resumeConfirm' : 'suspend.confirm')}
      parameters={{ instanceKey }}
      expectedVersion={version}
      auditTarget={instanceKey}
      onClose={onClose}
    />
  );
}

/** A definition is held or released, with its instances or without, now or at a time. */
export function SuspendDefinitionDialog({
  definitionKey,
  isSuspended: was,
  where,
  onClose,
}: {
  definitionKey: string;
  isSuspended: boolean;
  where: string;
  onClose: () => void;
}) {
  const [isSuspended] = useState(was);
  const [includesInstances, setIncludes] = useState(false);
  const [text, setText] = useState('');
  const at = text === '' ? null : fromLocalInput(text);
  const parameters = useSettled(text !== '' && at === null ? null : { definitionKey, includesInstances, at });
  return (
    <ActionDialog
      operation={isSuspended ? 'definition.resume' : 'definition.suspend'}
      title={t(isSuspended ? 'suspend.definitionResumeTitle' : 'suspend.definitionTitle')}
      where={where}
      confirmLabel={t(isSuspended ? 'suspend.definitionResume' : 'suspend.definition')}
      parameters={parameters}
      onClose={onClose}
      form={
        <div className="flex items-start gap-5">
          <LaterField text={text} onChange={setText} />
          <span className="pt-5">
            <CheckField label={t('suspend.includes')} checked={includesInstances} onChange={setIncludes} />
          </span>
        </div>
      }
    />
  );
}
