'use client';
import { Check, Pencil, Redo2, Undo2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useBlockedBecause } from '@/components/actions/action-button.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import type { OperationName } from '@/lib/console/contract.ts';
import type { PlanOfHand } from './use-plan.ts';

/** Violet instead of the head: what is modified, and that nothing has happened yet. */
export function ModifyBar({
  operation,
  title,
  note,
  hand,
  blockedBecause,
  onLeave,
  onReview,
  children,
}: {
  operation: OperationName;
  title: string;
  note: string;
  hand: PlanOfHand;
  blockedBecause: string | null;
  onLeave: () => void;
  onReview: () => void;
  children?: ReactNode;
}) {
  const missing = useBlockedBecause(operation);
  const isEmpty = hand.plan.length === 0;
  return (
    <div className="flex flex-none items-center gap-3 bg-planned px-[var(--page-x)] py-2.5 text-on-solid">
      <Pencil size={15} aria-hidden className="flex-none" />
      <h1 title={title} className="min-w-[120px] truncate font-semibold">
        {title}
      </h1>
      <p title={note} className="min-w-0 flex-[100] truncate">
        {note}
      </p>
      <Button
        kind="onSolid"
        icon={Undo2}
        shortcut="Ctrl Z"
        blockedBecause={hand.canUndo ? null : t('modify.nothingToUndo')}
        onClick={hand.undo}
      >
        {t('modify.undo')}
      </Button>
      <Button
        kind="onSolid"
        icon={Redo2}
        shortcut="Ctrl Y"
        blockedBecause={hand.canRedo ? null : t('modify.nothingToRedo')}
        onClick={hand.redo}
        className="max-[1100px]:hidden"
      >
        {t('modify.redo')}
      </Button>
      <Button kind="onSolid" icon={X} onClick={() => (isEmpty ? onLeave() : hand.set([]))}>
        {isEmpty ? t('modify.leave') : t('modify.discard')}
      </Button>
      <Button icon={Check} data-operation={operation} blockedBecause={missing ?? blockedBecause} onClick={onReview}>
        {t('modify.review')}
      </Button>
      {children}
    </div>
  );
}
