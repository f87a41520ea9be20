'use client';
import { useEffect, useRef, useState } from 'react';
import { type DoorError, fetchQuery } from '@/lib/console/client.ts';
import type { AuditVerificationView } from '@/lib/console/views/audit-view.ts';

export type ChainCheck =
  | { readonly kind: 'checking'; readonly part: number }
  | { readonly kind: 'done'; readonly found: AuditVerificationView; readonly at: number }
  | { readonly kind: 'failed'; readonly error: DoorError };

/**
 * Has the chain of the audit log computed anew, part after part, until its end or the first fault. null: not asked for.
 */
export function useChainCheck(): { readonly check: ChainCheck | null; start(): void; stop(): void } {
  const [check, setCheck] = useState<ChainCheck | null>(null);
  const under = useRef<AbortController | null>(null);
  // Who leaves the page has no use for the rest.
  useEffect(() => () => under.current?.abort(), []);
  const run = async (signal: AbortSignal): Promise<AuditVerificationView> => {
    let found = await fetchQuery('audit-verification', {}, signal);
    while (found.brokenAt === null && BigInt(found.checkedTo) < BigInt(found.newest)) {
      if (!signal.aborted) setCheck({ kind: 'checking', part: Number(found.checkedTo) / Number(found.newest) });
      found = await fetchQuery('audit-verification', { after: found.checkedTo, hash: found.lastHash }, signal);
    }
    return found;
  };
  const stop = () => {
    under.current?.abort();
    under.current = null;
    setCheck(null);
  };
  const start = () => {
    stop();
    const asking = new AbortController();
    const { signal } = asking;
    under.current = asking;
    setCheck({ kind: 'checking', part: 0 });
    run(signal).then(
      (found) => {
        if (!signal.aborted) setCheck({ kind: 'done', found, at: Date.now() });
      },
      (error: DoorError) => {
        if (!signal.aborted) setCheck({ kind: 'failed', error });
      },
    );
  };
  return { check, start, stop };
}
