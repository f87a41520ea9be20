'use client';
import { useState } from 'react';
import { ActionDialog } from '@/components/actions/action-dialog.tsx';
import { useSettled } from '@/components/actions/variable-drafts.tsx';
import { t } from '@/components/messages/messages.ts';
import { CheckField } from '@/components/ui/field.tsx';
import type { BatchView } from '@/lib/console/views/batch-view.ts';
import { kindWord } from './batch-words.ts';

export type BatchControl = 'batch.pause' | 'batch.resume' | 'batch.cancel' | 'batch.retry';

/** A batch is paused, resumed, ended, or its failures tried again. */
export function ControlDialog({
  control,
  batch,
  onClose,
}: {
  control: BatchControl;
  batch: BatchView;
  onClose: () => void;
}) {
  const [lifts, setLifts] = useState(false);
  // What was asked for stays so while the dialog shows what came of it.
  const [hasRule] = useState(control === 'batch.resume' && batch.stopRule !== null);
  const parameters = useSettled({ batchKey: batch.key, ...(hasRule && lifts && { liftsStopRule: true }) });
  return (
    <ActionDialog
      operation={control}
      title={t(`batch.title.${control}`)}
      where={kindWord(batch.kind)}
      confirmLabel={t(`batch.do.${control}`)}
      parameters={parameters}
      onClose={onClose}
      form={hasRule && <CheckField label={t('stop.lift')} checked={lifts} onChange={setLifts} />}
    />
  );
}
