'use client';
import { usePathname } from 'next/navigation';
import { createContext, Fragment, useCallback, useContext, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';

type MakeDialog = (close: () => void) => ReactNode;

const DialogHostContext = createContext<(make: MakeDialog) => void>(() => undefined);

/**
 * Holds a dialog for whatever may be gone before it is: the row of a task that is being completed, the version whose
 * instances are being moved. What came of the deed is still to be read then. Another page closes it.
 */
export function DialogHost({ children }: { children: ReactNode }) {
  const path = usePathname();
  const [held, setHeld] = useState<{ readonly path: string; readonly n: number; readonly dialog: ReactNode } | null>(
    null,
  );
  const count = useRef(0);
  const open = useCallback(
    (make: MakeDialog) => {
      count.current += 1;
      setHeld({ path, n: count.current, dialog: make(() => setHeld(null)) });
    },
    [path],
  );
  useEffect(() => setHeld((before) => (before?.path === path ? before : null)), [path]);
  return (
    <DialogHostContext value={open}>
      {children}
      {held !== null && <Fragment key={held.n}>{held.dialog}</Fragment>}
    </DialogHostContext>
  );
}

/** Opens a dialog that outlives its opener; what is given to it is what was there at that moment. */
export function useHostedDialog(): (make: MakeDialog) => void {
  return useContext(DialogHostContext);
}
