'use client';
import { useEffect, useState } from 'react';
import { t } from '@/components/messages/messages.ts';
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
const JUST_NOW_MS = 1000;
/** How long it has lasted, or how long it took when `until` is given; `isAgo`: how long ago, in words that suit a list. */
export function Age({ at, until, isAgo = false }: { at: number; until?: number | null; isAgo?: boolean }) {
  const now = useNow();
  const elapsed = (until ?? now) - at;
  return <time dateTime={new Date(at).toISOString()} title={formatExactTime(at)} className="num whitespace-nowrap" suppressHydrationWarning>{isAgo && elapsed < JUST_NOW_MS ? t('time.now') : formatDuration(elapsed)}</time>;
}
