'use client';
import { useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import { ActionDialog } from './action-dialog.tsx';
import { isWritten, useSettled, type ValueDraft, VariableDrafts, writtenValues } from './variable-drafts.tsx';

/** Hands a message to the instance that waits for it. */
export function CorrelateDialog({
  instanceKey,
  name,
  version,
  where,
  onClose,
}: {
  instanceKey: string;
  name: string;
  version: number;
  where: string;
  onClose: () => void;
}) {
  const [drafts, setDrafts] = useState<readonly ValueDraft[]>([]);
  const parameters = useSettled(isWritten(drafts) ? { instanceKey, name, variables: writtenValues(drafts) } : null);
  return (
    <ActionDialog
      operation="message.correlate"
      title={t('correlate.title', { name })}
      where={where}
      confirmLabel={t('correlate.confirm')}
      parameters={parameters}
      expectedVersion={version}
      auditTarget={instanceKey}
      onClose={onClose}
      form={<VariableDrafts title={t('correlate.values')} drafts={drafts} onChange={setDrafts} />}
    />
  );
}
