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
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={formatExactTime(at)}
      className="num whitespace-nowrap"
      suppressHydrationWarning
    >
      {formatTime(at, Date.now())}
    </time>
  );
}
const JUST_NOW_MS = 1000;
/**
 * How long it has lasted, or how long it took when `until` is given; `justNow`: the words for less than a second ago.
 */
export function Age({ at, until, justNow }: { at: number; until?: number | null; justNow?: string }) {
  const now = useNow();
  const elapsed = (until ?? now) - at;
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={formatExactTime(at)}
      className="num whitespace-nowrap"
      suppressHydrationWarning
    >
      {justNow !== undefined && elapsed < JUST_NOW_MS ? justNow : formatDuration(elapsed)}
    </time>
  );
}
