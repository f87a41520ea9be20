'use client';
import { useBlockedBecause } from '@/components/actions/action-button.tsx';
import type { MessageKey } from '@/components/messages/messages.ts';
import { t } from '@/components/messages/messages.ts';
import { MenuItem } from '@/components/ui/menu.tsx';
import type { OperationName } from '@/lib/console/contract.ts';

export interface BulkEntry {
  readonly operation: OperationName;
  readonly word: MessageKey;
  readonly isDanger?: boolean;
}

/** Needs the right to make batches, and the one for the action itself. */
export function BulkItem({
  entry: { operation, word, isDanger = false },
  blockedBecause = null,
  onSelect,
}: {
  entry: BulkEntry;
  blockedBecause?: string | null;
  onSelect: () => void;
}) {
  const missing = useBlockedBecause('batch.create');
  const own = useBlockedBecause(operation);
  return (
    <MenuItem blockedBecause={own ?? missing ?? blockedBecause} isDanger={isDanger} onSelect={onSelect}>
      {t(word)}
    </MenuItem>
  );
}
