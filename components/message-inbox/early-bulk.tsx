'use client';
import { CalendarX, Copy, RotateCw, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { MarkMessagesDialog, ReplayMessagesDialog } from '@/components/actions/early-message-dialogs.tsx';
import { SelectionBar } from '@/components/data/selection-bar.tsx';
import type { Chosen } from '@/components/data/use-selection.ts';
import { t } from '@/components/messages/messages.ts';

type Opened = 'replay' | 'late' | 'duplicate' | 'waiting';

/** What can be done with the chosen messages together: each is a batch that runs in the background. */
export function EarlyBulk({ chosen }: { chosen: Chosen }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = (isDone: boolean) => {
    setOpened(null);
    if (isDone) chosen.clear();
  };
  return (
    <>
      <SelectionBar label={t('early.bulk')} chosen={chosen}>
        <ActionButton operation="message.replay-many" isSmall icon={RotateCw} onClick={() => setOpened('replay')}>
          {t('early.replay')}
        </ActionButton>
        <ActionButton operation="message.mark-many" isSmall icon={CalendarX} onClick={() => setOpened('late')}>
          {t('early.late')}
        </ActionButton>
        <ActionButton operation="message.mark-many" isSmall icon={Copy} onClick={() => setOpened('duplicate')}>
          {t('early.duplicate')}
        </ActionButton>
        <ActionButton operation="message.mark-many" isSmall icon={Undo2} onClick={() => setOpened('waiting')}>
          {t('early.letWait')}
        </ActionButton>
      </SelectionBar>
      {opened === 'replay' && <ReplayMessagesDialog selection={chosen.asked} count={chosen.count} onClose={close} />}
      {opened !== null && opened !== 'replay' && (
        <MarkMessagesDialog selection={chosen.asked} mark={opened} count={chosen.count} onClose={close} />
      )}
    </>
  );
}
