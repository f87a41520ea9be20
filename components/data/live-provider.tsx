'use client';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';

export interface LiveState { readonly state: 'live' | 'connecting' | 'down'; readonly lastAt: number }
const LiveContext = createContext<LiveState>({ state: 'connecting', lastAt: 0 });

/** At most two reads of a panel in a second, however many hints come. */
const COALESCE_MS = 500;
/** Reading without the channel, where it is blocked. */
const FALLBACK_MS = 15_000;
/** A short break of the channel is not worth a word. */
const DOWN_AFTER_MS = 5_000;
/** Never change with what happens in the engine. */
const STEADY = new Set(['me', 'reasons', 'definition-xml', 'start-form', 'variable-value']);

/** One channel of hints for the whole page: they say that something changed, the panels shown read it again. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [live, setLive] = useState<LiveState>({ state: 'connecting', lastAt: Date.now() });
  const pending = useRef<ReturnType<typeof setTimeout> | null>(null);
  const readAt = useRef(0);
  useEffect(() => {
    let source: EventSource | null = null;
    let down: ReturnType<typeof setTimeout> | null = null;
    let isMissed = false;
    const read = () => {
      pending.current = null;
      readAt.current = Date.now();
      void client.invalidateQueries({ predicate: (query) => !STEADY.has(String(query.queryKey[0])), refetchType: 'active' }, { cancelRefetch: false });
      setLive((before) => ({ ...before, lastAt: Date.now() }));
    };
    const plan = () => {
      if (document.hidden) { isMissed = true; return; }
      if (pending.current === null) pending.current = setTimeout(read, Math.max(0, readAt.current + COALESCE_MS - Date.now()));
    };
    const open = () => {
      source = new EventSource('/api/live');
      source.onopen = () => {
        if (down !== null) clearTimeout(down);
        down = null;
        setLive({ state: 'live', lastAt: Date.now() });
        plan();
      };
      source.onmessage = plan;
      for (const name of ['hint', 'hints', 'change']) source.addEventListener(name, plan);
      source.onerror = () => {
        down ??= setTimeout(() => setLive((before) => ({ ...before, state: 'down' })), DOWN_AFTER_MS);
        // A refused channel closes for good; a broken one opens again by itself.
        if (source?.readyState === EventSource.CLOSED) setTimeout(open, FALLBACK_MS);
      };
    };
    const seen = () => { if (!document.hidden && isMissed) { isMissed = false; plan(); } };
    open();
    document.addEventListener('visibilitychange', seen);
    const fallback = setInterval(() => { if (source?.readyState !== EventSource.OPEN) plan(); }, FALLBACK_MS);
    return () => {
      source?.close();
      clearInterval(fallback);
      if (down !== null) clearTimeout(down);
      if (pending.current !== null) clearTimeout(pending.current);
      pending.current = null;
      document.removeEventListener('visibilitychange', seen);
    };
  }, [client]);
  return <LiveContext value={live}>{children}</LiveContext>;
}
export function useLive(): LiveState { return useContext(LiveContext); }
