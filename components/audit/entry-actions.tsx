import { MessageSquarePlus, Ticket } from 'lucide-react';
import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { ActionDialog } from '@/components/actions/action-dialog.tsx';
import { UndoEntry } from '@/components/actions/undo.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { CopyTextButton } from '@/components/ui/copy-text-button.tsx';
import type { AuditEntryView } from '@/lib/console/views/audit-view.ts';
import { AnnotateDialog } from './audit-dialogs.tsx';
import { entryText } from './entry-text.ts';

interface EntryActionsProps {
  readonly entry: AuditEntryView;
  readonly onFilter: (filter: Readonly<Record<string, string>>) => void;
}

/** What can be done with an entry, and the ways to those that have something in common with it. */
export function EntryActions({ entry, onFilter }: EntryActionsProps) {
  const [isAnnotating, setAnnotating] = useState(false);
  const where = entry.businessKey ?? entry.instanceKey ?? entry.targetKey ?? '';
  const { ticket, targetKind, targetKey } = entry;
  return (
    <div className="flex flex-wrap gap-1.5">
      <ActionButton operation="audit.annotate" isSmall icon={MessageSquarePlus} onClick={() => setAnnotating(true)}>
        {t('audit.annotate')}
      </ActionButton>
      {ticket !== null && (
        <Button isSmall icon={Ticket} shortcut="." onClick={() => onFilter({ ticket })}>
          {t('audit.sameTicket')}
        </Button>
      )}
      {targetKind === 'batch' && targetKey !== null && (
        <Button isSmall onClick={() => onFilter({ batch: targetKey })}>
          {t('audit.sameBatch')}
        </Button>
      )}
      <CopyTextButton text={() => entryText(entry)} label={t('copy.details')} copied={t('copy.done')} />
      {entry.undo !== null && (
        <UndoEntry
          key={entry.n}
          ActionDialog={ActionDialog}
          entry={{
            n: entry.n,
            undo: entry.undo,
            operationLabel: entry.operationLabel,
            instanceKey: entry.instanceKey,
            where,
            isUndone: entry.undoneBy !== null,
          }}
        />
      )}
      {isAnnotating && (
        <AnnotateDialog n={entry.n} where={`${entry.operationLabel} · ${where}`} onClose={() => setAnnotating(false)} />
      )}
    </div>
  );
}
