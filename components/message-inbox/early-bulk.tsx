'use client';
import { CalendarX, Copy, RotateCw, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { MarkMessagesDialog, ReplayMessagesDialog } from '@/components/actions/early-message-dialogs.tsx';
import { selectionOf } from '@/components/instances/bulk-actions.tsx';
import type { Selection } from '@/components/instances/use-selection.ts';
import { t } from '@/components/messages/messages.ts';
import { BulkBar } from '@/components/ui/bulk-bar.tsx';
import { Button } from '@/components/ui/button.tsx';
import { formatCount } from '@/components/ui/format.ts';
import type { BoundedCount } from '@/lib/console/views/shared.ts';

type Opened = 'replay' | 'late' | 'duplicate' | 'waiting';
interface Props { readonly selection: Selection; readonly count: number; readonly matching: BoundedCount | undefined; readonly filter: Readonly<Record<string, string>>; readonly onAll: () => void; readonly onClear: () => void }

/** What can be done with the chosen messages together: each is a batch that runs in the background. */
export function EarlyBulk({ selection, count, matching, filter, onAll, onClear }: Props) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const chosen = selectionOf(selection, filter);
  const isMore = selection.isAll && matching?.isExact === false;
  const close = (isDone: boolean) => { setOpened(null); if (isDone) onClear(); };
  return (
    <>
      <BulkBar label={t('early.bulk')} count={t(isMore ? 'bulk.countMore' : 'bulk.count', { count: formatCount(count) })}
        aside={<>
          {!selection.isAll && matching !== undefined && matching.value > count && <Button isSmall kind="ghost" onClick={onAll}>{t(matching.isExact ? 'bulk.all' : 'bulk.allMore', { count: formatCount(matching.value) })}</Button>}
          <Button isSmall kind="ghost" icon={X} onClick={onClear}>{t('bulk.clear')}</Button>
        </>}>
        <ActionButton operation="message.replay-many" isSmall icon={RotateCw} onClick={() => setOpened('replay')}>{t('early.replay')}</ActionButton>
        <ActionButton operation="message.mark-many" isSmall icon={CalendarX} onClick={() => setOpened('late')}>{t('early.late')}</ActionButton>
        <ActionButton operation="message.mark-many" isSmall icon={Copy} onClick={() => setOpened('duplicate')}>{t('early.duplicate')}</ActionButton>
        <ActionButton operation="message.mark-many" isSmall icon={Undo2} onClick={() => setOpened('waiting')}>{t('early.letWait')}</ActionButton>
      </BulkBar>
      {opened === 'replay' && <ReplayMessagesDialog selection={chosen} count={count} onClose={close} />}
      {opened !== null && opened !== 'replay' && <MarkMessagesDialog selection={chosen} mark={opened} count={count} onClose={close} />}
    </>
  );
}
