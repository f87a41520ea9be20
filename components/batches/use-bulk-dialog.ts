'use client';
import { useState } from 'react';
import type { Chosen } from '@/components/data/use-selection.ts';
import type { InstanceSelection } from '@/lib/console/contract.ts';

/** What a dialog is about: the choice as it was when it was opened, whatever matches meanwhile. */
interface Opened<Kind> {
  readonly kind: Kind;
  readonly selection: InstanceSelection;
  readonly count: number;
}

/** The dialog of what is done to chosen rows. It stays to show what came of it, also where none of them matches any more. */
export function useBulkDialog<Kind>(chosen: Chosen): {
  readonly opened: Opened<Kind> | null;
  open(kind: Kind): void;
  close(isDone: boolean): void;
} {
  const [opened, setOpened] = useState<Opened<Kind> | null>(null);
  return {
    opened,
    open: (kind) => setOpened({ kind, selection: chosen.asked, count: chosen.count }),
    close: (isDone) => {
      setOpened(null);
      if (isDone) chosen.clear();
    },
  };
}
