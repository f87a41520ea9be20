import type { ReactNode } from 'react';
import { t } from '@/components/messages/messages.ts';
import { formatCount, formatDuration } from '@/components/ui/format.ts';
import type { Pace, PaceView } from '@/lib/console/views/worker-view.ts';

const MINUTE_MS = 60_000;

/** Done in a minute, with one digit where there are few. */
export function perMinute(count: number, rangeMs: number): string {
  const rate = count / (rangeMs / MINUTE_MS);
  return rate >= 10 || rate === 0 ? formatCount(Math.round(rate)) : rate < 0.1 ? t('pace.few') : rate.toFixed(1);
}
export function inHand(ms: number | null): ReactNode {
  return ms === null ? <span className="text-ink-3">–</span> : formatDuration(ms);
}
export function FailedCount({ count }: { count: number }) {
  return count === 0 ? (
    <span className="text-ink-3">0</span>
  ) : (
    <span className="text-incident-text">{formatCount(count)}</span>
  );
}

/** What is asked first of a topic or a worker: how much, and how long one takes. */
export function PaceFigures({ view: { total, rangeMs }, children }: { view: PaceView; children?: ReactNode }) {
  return (
    <dl className="grid flex-none grid-cols-[repeat(auto-fit,minmax(140px,1fr))] overflow-hidden rounded-3 border border-line bg-surface">
      <Figure
        label={t('pace.donePerMinute')}
        value={perMinute(total.done, rangeMs)}
        note={t('pace.doneNote', { count: formatCount(total.done) })}
      />
      <Figure
        label={t('pace.failedPerMinute')}
        value={
          <span className={total.failed > 0 ? 'text-incident-text' : undefined}>
            {perMinute(total.failed, rangeMs)}
          </span>
        }
        note={failedShare(total)}
      />
      <Figure label={t('pace.median')} value={inHand(total.median)} note={t('pace.medianNote')} />
      <Figure label={t('pace.p95')} value={inHand(total.p95)} note={t('pace.p95Note')} />
      {children}
    </dl>
  );
}

function Figure({ label, value, note }: { label: string; value: ReactNode; note: ReactNode }) {
  return (
    <div className="min-w-0 border-r border-line-faint px-4 pt-[11px] pb-3 last:border-0">
      <dt className="truncate text-12 text-ink-2">{label}</dt>
      <dd className="num text-26 leading-8 font-semibold tracking-[-0.03em]">{value}</dd>
      <dd className="truncate text-12 text-ink-2">{note}</dd>
    </div>
  );
}

function failedShare({ done, failed }: Pace): string {
  return failed === 0
    ? t('pace.noneFailed')
    : t(failed === 1 ? 'pace.failedOne' : 'pace.failedNote', {
        percent: ((failed / (done + failed)) * 100).toFixed(1),
        count: formatCount(failed),
      });
}
