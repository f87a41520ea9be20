'use client';
import { CalendarX, Copy, RotateCw, Undo2 } from 'lucide-react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { MarkMessagesDialog, ReplayMessagesDialog } from '@/components/actions/early-message-dialogs.tsx';
import { useBulkDialog } from '@/components/batches/use-bulk-dialog.ts';
import { SelectionBar } from '@/components/data/selection-bar.tsx';
import type { Chosen } from '@/components/data/use-selection.ts';
import { t } from '@/components/messages/messages.ts';

type Kind = 'replay' | 'late' | 'duplicate' | 'waiting';

/** What can be done with the chosen messages together: each is a batch that runs in the background. */
export function EarlyBulk({ chosen }: { chosen: Chosen }) {
  const { opened, open, close } = useBulkDialog<Kind>(chosen);
  return (
    <>
      <SelectionBar label={t('early.bulk')} chosen={chosen}>
        <ActionButton operation="message.replay-many" isSmall icon={RotateCw} onClick={() => open('replay')}>
          {t('early.replay')}
        </ActionButton>
        <ActionButton operation="message.mark-many" isSmall icon={CalendarX} onClick={() => open('late')}>
          {t('early.late')}
        </ActionButton>
        <ActionButton operation="message.mark-many" isSmall icon={Copy} onClick={() => open('duplicate')}>
          {t('early.duplicate')}
        </ActionButton>
        <ActionButton operation="message.mark-many" isSmall icon={Undo2} onClick={() => open('waiting')}>
          {t('early.letWait')}
        </ActionButton>
      </SelectionBar>
      {opened?.kind === 'replay' && (
        <ReplayMessagesDialog selection={opened.selection} count={opened.count} onClose={close} />
      )}
      {opened !== null && opened.kind !== 'replay' && (
        <MarkMessagesDialog selection={opened.selection} mark={opened.kind} count={opened.count} onClose={close} />
      )}
    </>
  );
}
