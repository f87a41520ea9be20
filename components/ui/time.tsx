'use client';
import { useEffect, useState } from 'react';
import { formatDuration, formatExactTime, formatTime } from './format.ts';

const TICK_MS = 10_000;
/** The present, renewed every ten seconds: ages do not need more. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
export function Clock({ at }: { at: number }) {
  return <time dateTime={new Date(at).toISOString()} title={formatExactTime(at)} className="num whitespace-nowrap" suppressHydrationWarning>{formatTime(at, Date.now())}</time>;
}
/** How long ago, or how long it took when `until` is given. */
export function Age({ at, until }: { at: number; until?: number | null }) {
  const now = useNow();
  return <time dateTime={new Date(at).toISOString()} title={formatExactTime(at)} className="num whitespace-nowrap" suppressHydrationWarning>{formatDuration((until ?? now) - at)}</time>;
}
