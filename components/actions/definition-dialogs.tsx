'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import { TextField } from '@/components/ui/field.tsx';
import { ActionDialog } from './action-dialog.tsx';
import { useSettled } from './variable-drafts.tsx';

interface Props {
  readonly definitionKey: string;
  readonly where: string;
  readonly onClose: () => void;
}
/** As the operation has it. */
const MOST_DAYS = 36_500;

/** How long the history of a version's instances is kept. */
export function HistoryTtlDialog({ definitionKey, days: was, where, onClose }: Props & { days: number | null }) {
  const [text, setText] = useState(was === null ? '' : String(was));
  const days = text.trim() === '' ? null : Number(text);
  const isReady = days === null || (/^\d{1,6}$/.test(text.trim()) && days <= MOST_DAYS);
  const parameters = useSettled(isReady ? { definitionKey, days } : null);
  return (
    <ActionDialog
      operation="definition.edit-ttl"
      title={t('definition.ttlTitle')}
      where={where}
      confirmLabel={t('definition.ttlConfirm')}
      parameters={parameters}
      auditObject={definitionKey}
      onClose={onClose}
      form={
        <div className="w-[280px]">
          <TextField
            label={t('definition.ttlDays')}
            need={t('field.optional')}
            help={t('definition.ttlHelp')}
            inputMode="numeric"
            value={text}
            error={isReady ? null : t('definition.ttlError', { most: MOST_DAYS })}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      }
    />
  );
}

/** A version goes for good; afterwards its page is no more. */
export function DeleteDefinitionDialog({ definitionKey, where, onClose }: Props) {
  const router = useRouter();
  const [isDone, setDone] = useState(false);
  return (
    <ActionDialog
      operation="definition.delete"
      title={t('definition.deleteTitle')}
      where={where}
      confirmLabel={t('definition.deleteConfirm')}
      parameters={{ definitionKey }}
      auditObject={definitionKey}
      outcome={() => {
        if (!isDone) queueMicrotask(() => setDone(true));
        return null;
      }}
      onClose={() => {
        onClose();
        if (isDone) router.push('/definitions');
      }}
    />
  );
}
