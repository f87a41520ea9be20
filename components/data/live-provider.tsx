'use client';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { DoorError } from '@/lib/console/client.ts';
import type { LiveHint } from '@/lib/console/views/live-hint.ts';
import { RECENT_HINTS_MS } from '@/lib/console/recent-hints-ms.ts';
import { isConcerned, isTold } from './concerned.ts';
import { HintedReads } from './hinted-reads.ts';

export interface LiveState {
  readonly state: 'live' | 'connecting' | 'down';
  /** When the channel last said anything: what is shown is of this moment at least. */
  readonly lastAt: number;
  /** Since when it is silent; null while it lives. */
  readonly downSince: number | null;
  readonly isSessionOver: boolean;
  /** How the channel names this page; null while there is none. */
  readonly page: string | null;
}
const START: LiveState = { state: 'connecting', lastAt: 0, downSince: null, isSessionOver: false, page: null };
const LiveContext = createContext<LiveState & { readonly resume: () => void }>({ ...START, resume: () => undefined });

/** Reading without the channel, where it is blocked. */
const FALLBACK_MS = 15_000;
/** A channel that opens so soon is told everything since the page began; the server's memory is longer than the way. */
const TOLD_WITHIN_MS = RECENT_HINTS_MS / 2;
/** A channel that was refused is tried again. */
const REOPEN_MS = 4_000;
/** A short break of the channel is not worth a word. */
const DOWN_AFTER_MS = 5_000;
/** One channel of hints for the whole page: they say what changed, and only the panels that show it read again. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [live, setLive] = useState<LiveState>(START);
  const start = useRef<() => void>(() => undefined);
  useEffect(() => {
    const reads = new HintedReads(client, { isConcerned, isTold });
    let source: EventSource | null = null;
    let down: ReturnType<typeof setTimeout> | null = null;
    let again: ReturnType<typeof setTimeout> | null = null;
    const heard = (hints: readonly LiveHint[]) => {
      for (const hint of hints) reads.add(hint);
      setLive((before) => ({ ...before, lastAt: Date.now() }));
    };
    const reopen = () => {
      again ??= setTimeout(open, REOPEN_MS);
    };
    const begun = Date.now();
    let isFirst = true;
    const open = () => {
      again = null;
      source = new EventSource('/api/live');
      source.onopen = () => {
        if (down !== null) clearTimeout(down);
        down = null;
        setLive({ ...START, state: 'live', lastAt: Date.now() });
      };
      source.addEventListener('ready', (event) => {
        const { page, isAllTold } = JSON.parse(event.data) as { page: string; isAllTold: boolean };
        setLive((before) => ({ ...before, page }));
        // A new page is told what changed while it was on its way; after a break nobody knows what was missed.
        if (!isFirst || !isAllTold || Date.now() - begun > TOLD_WITHIN_MS) reads.addAll();
        isFirst = false;
      });
      source.addEventListener('hints', (event) => heard(JSON.parse(event.data) as LiveHint[]));
      source.addEventListener('session-over', () => {
        source?.close();
        setLive((before) => ({ ...before, state: 'down', isSessionOver: true }));
      });
      source.onerror = () => {
        const at = Date.now();
        down ??= setTimeout(() => setLive((before) => ({ ...before, state: 'down', downSince: at })), DOWN_AFTER_MS);
        // A refused channel closes for good; a broken one opens again by itself.
        if (source?.readyState === EventSource.CLOSED) reopen();
      };
    };
    // A read that found nobody knows it before the channel does.
    const lost = () => {
      if (source?.readyState !== EventSource.OPEN) return;
      source.close();
      setLive((before) => ({ ...before, state: 'down', downSince: Date.now() }));
      reopen();
    };
    const unwatch = client.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error' && isAway(event.action.error)) lost();
    });
    start.current = () => {
      source?.close();
      open();
    };
    const seen = () => {
      if (!document.hidden) reads.resume();
    };
    open();
    document.addEventListener('visibilitychange', seen);
    const fallback = setInterval(() => {
      if (source?.readyState !== EventSource.OPEN) reads.addAll();
    }, FALLBACK_MS);
    return () => {
      source?.close();
      clearInterval(fallback);
      if (down !== null) clearTimeout(down);
      if (again !== null) clearTimeout(again);
      reads.stop();
      unwatch();
      document.removeEventListener('visibilitychange', seen);
    };
  }, [client]);
  const value = useMemo(
    () => ({
      ...live,
      resume: () => {
        setLive(START);
        start.current();
      },
    }),
    [live],
  );
  return <LiveContext value={value}>{children}</LiveContext>;
}

function isAway(error: unknown): boolean {
  return error instanceof DoorError && error.problem.code === 'unavailable';
}

/** `resume`: somebody who had gone is here again, without a new page. */
export function useLive(): LiveState & { readonly resume: () => void } {
  return useContext(LiveContext);
}
