'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import { CheckField } from '@/components/ui/field.tsx';
import { ActionDialog } from './action-dialog.tsx';

/** All that is kept of a finished instance goes, with what it called unless that is to stay. */
export function DeleteHistoryDialog({
  instanceKey,
  where,
  called,
  onClose,
}: {
  instanceKey: string;
  where: string;
  called: number;
  onClose: () => void;
}) {
  const router = useRouter();
  const [includesCalled, setIncludes] = useState(true);
  const [isDone, setDone] = useState(false);
  return (
    <ActionDialog
      operation="instance.delete-history"
      title={t('deleteHistory.title')}
      where={where}
      confirmLabel={t('deleteHistory.confirm')}
      parameters={{ instanceKey, includesCalled }}
      form={
        called === 0 ? undefined : (
          <CheckField
            label={t('deleteHistory.called', { count: called })}
            checked={includesCalled}
            onChange={setIncludes}
          />
        )
      }
      outcome={() => {
        if (!isDone) queueMicrotask(() => setDone(true));
        return null;
      }}
      onClose={() => {
        onClose();
        if (isDone) router.push('/instances');
      }}
    />
  );
}
