import type { LucideIcon } from 'lucide-react';
import { ActionButton, useBlockedBecause } from '@/components/actions/action-button.tsx';
import { type MessageKey, t } from '@/components/messages/messages.ts';
import type { OperationName } from '@/lib/console/contract.ts';

/** What is done to many as a batch. */
export interface BulkDeed<Kind> {
  readonly kind: Kind;
  /** What it does to each: who may not do it to one may not do it to many. */
  readonly operation: OperationName;
  readonly icon: LucideIcon;
  readonly word: MessageKey;
  readonly isDanger?: true;
}
interface BulkButtonProps<Kind> {
  readonly deed: BulkDeed<Kind>;
  readonly onKind: (kind: Kind) => void;
}

/** Needs the right to make batches, and the one for the action itself. */
export function BulkButton<Kind>({ deed: { kind, operation, icon, word, isDanger }, onKind }: BulkButtonProps<Kind>) {
  const missing = useBlockedBecause(operation);
  return (
    <ActionButton
      operation="batch.create"
      isSmall
      kind={isDanger === true ? 'danger' : 'plain'}
      icon={icon}
      blockedBecause={missing}
      onClick={() => onKind(kind)}
    >
      {t(word)}
    </ActionButton>
  );
}
