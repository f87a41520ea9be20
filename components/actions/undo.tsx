'use client';
import { useQuery } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import { type DoorError, checkOperation } from '@/lib/console/client.ts';
import type { OperationName, OperationPreview } from '@/lib/console/contract.ts';
import { ActionButton } from './action-button.tsx';
import type { AnyActionDialog } from './action-dialog-props.ts';

interface Undoable {
  readonly n: number;
  readonly undo: OperationName;
  readonly operationLabel: string;
  readonly instanceKey: string | null;
  readonly where: string;
  readonly isUndone: boolean;
}

/** Takes an entry back as long as that is possible; says why where it is not. */
export function UndoEntry({ ActionDialog, entry }: { ActionDialog: AnyActionDialog; entry: Undoable }) {
  const [isOpen, setOpen] = useState(false);
  const check = useQuery<OperationPreview, DoorError>({
    queryKey: ['check', entry.undo, null, null, entry.n],
    queryFn: () => checkOperation(entry.undo, { parameters: null, undoes: entry.n }),
    staleTime: 0,
  });
  // Not allowed is said by the button; anything else stands in the way of everybody.
  const because = check.error !== null && check.error.problem.code !== 'forbidden' ? check.error.problem.message : null;
  return (
    <>
      {because === null && !entry.isUndone ? (
        <ActionButton
          operation={entry.undo}
          isSmall
          icon={Undo2}
          disabled={check.isPending}
          onClick={() => setOpen(true)}
        >
          {t('undo.do')}
        </ActionButton>
      ) : (
        because !== null && <p className="text-12 text-ink-2">{t('undo.cannot', { because })}</p>
      )}
      {/* It stays until it is closed: its own success makes that there is nothing more to undo. */}
      {isOpen && (
        <ActionDialog
          operation={entry.undo}
          undoes={entry.n}
          parameters={null}
          title={t('undo.title', { what: entry.operationLabel })}
          where={`${t('undo.of', { n: entry.n })} · ${entry.where}`}
          confirmLabel={t('undo.confirm')}
          auditTarget={entry.instanceKey ?? undefined}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
