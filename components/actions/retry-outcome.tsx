'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { useNow } from '@/components/ui/time.tsx';
import { fetchQuery } from '@/lib/console/client.ts';
import type { OperationResult } from '@/lib/console/contract.ts';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import { leaveOutcomes, showOutcomes } from './shown-outcomes.ts';

const WATCH_MS = 1000;
/** So long nobody came: it is said, for a topic may have no worker at all. */
const SILENCE_MS = 30_000;

/**
 * Watches the retried jobs, of this instance or of a start event, until each has succeeded or failed again: only then is
 * a retry proven.
 */
export function RetryOutcome({ instanceKey, result }: { instanceKey: string | null; result: OperationResult }) {
  const keys = result.jobKeys ?? [];
  const now = useNow();
  // How often each had failed when it was seen first: a job keeps the message of its last failure until it is done,
  // also while it waits for its new attempt.
  const before = useRef(new Map<string, number>());
  const isFailed = (row: JobRow): boolean =>
    row.state === 'incident' ||
    (row.state === 'retrying' && row.attempts > (before.current.get(row.key) ?? row.attempts));
  const isOver = (row: JobRow): boolean => isFailed(row) || isVerified(row) || row.state === 'cancelled';
  const jobs = useQuery({
    queryKey: ['retry-outcome', instanceKey, keys],
    queryFn: ({ signal }) =>
      fetchQuery(
        'jobs',
        { ...(instanceKey !== null && { instance: instanceKey }), key: keys.join(','), limit: 200 },
        signal,
      ),
    enabled: keys.length > 0,
    refetchInterval: (query) => ((query.state.data?.rows ?? []).filter(isOver).length < keys.length ? WATCH_MS : false),
  });
  const pending = useRef<readonly string[]>(keys);
  pending.current = keys.filter((key) => !(jobs.data?.rows ?? []).some((row) => row.key === key && isOver(row)));
  useEffect(() => {
    showOutcomes(pending.current);
    return () => leaveOutcomes(pending.current);
  }, []);
  if (keys.length === 0) return <StateWord kind="done">{t('outcome.noJob')}</StateWord>;
  const rows = jobs.data?.rows ?? [];
  for (const row of rows) if (!before.current.has(row.key)) before.current.set(row.key, row.attempts);
  const failed = rows.filter(isFailed);
  const verified = rows.filter(isVerified);
  const silent = rows.find(
    (row) => row.kind === 'worker' && (row.state === 'waiting' || row.state === 'retrying') && !isFailed(row),
  );
  const isWatching = rows.filter(isOver).length < keys.length;
  const isCancelled = rows.some((row) => row.state === 'cancelled');
  const hasWaited = jobs.dataUpdatedAt > 0 && silent !== undefined && now - firstSeen(result) > SILENCE_MS;
  return (
    <div className="flex flex-col gap-1.5" aria-live="polite">
      {isWatching ? (
        <StateWord kind="active">{t('outcome.watching')}</StateWord>
      ) : failed.length > 0 ? (
        <StateWord kind="incident">{t('outcome.failedAgain')}</StateWord>
      ) : isCancelled ? (
        <StateWord kind="ended">{t('outcome.cancelled')}</StateWord>
      ) : (
        <StateWord kind="done">{t('outcome.verified')}</StateWord>
      )}
      {keys.length > 1 && (
        <p className="num text-ink-2">
          {t('outcome.count', { verified: verified.length, count: keys.length, failed: failed.length })}
        </p>
      )}
      {hasWaited && <p className="text-ink-2">{t('outcome.nobody', { topic: silent?.topic ?? '' })}</p>}
      {keys.length > 1 && (
        <ul aria-label={t('outcome.ofJob')} className="max-h-[220px] overflow-auto rounded-2 border border-line">
          {rows.map((row) => (
            <JobLine key={row.key} job={row} isFailed={isFailed(row)} />
          ))}
        </ul>
      )}
      {keys.length === 1 &&
        failed.map((row) => (
          <p key={row.key} className="mono text-ink-2">
            {row.errorMessage}
          </p>
        ))}
    </div>
  );
}

function JobLine({ job, isFailed }: { job: JobRow; isFailed: boolean }) {
  const isDone = isVerified(job);
  const isCancelled = job.state === 'cancelled';
  return (
    <li className="flex items-baseline gap-3 border-b border-line-faint px-3 py-1.5 last:border-0">
      <span className="w-[150px] flex-none">
        <StateWord kind={isFailed ? 'incident' : isDone ? 'done' : isCancelled ? 'ended' : 'active'}>
          {t(
            isFailed
              ? 'outcome.failedShort'
              : isDone
                ? 'outcome.verifiedShort'
                : isCancelled
                  ? 'outcome.cancelledShort'
                  : 'outcome.watchingShort',
          )}
        </StateWord>
      </span>
      <span className="min-w-0 truncate">
        <ElementName definitionKey={job.definition.key} elementId={job.elementId} />
      </span>
      {isFailed && (
        <span className="mono ml-auto min-w-0 truncate text-ink-2" title={job.errorMessage ?? undefined}>
          {job.errorMessage}
        </span>
      )}
    </li>
  );
}

function isVerified(row: JobRow): boolean {
  return row.state === 'completed';
}

const seen = new WeakMap<OperationResult, number>();
/** When this result was first on the screen. */
function firstSeen(result: OperationResult): number {
  const at = seen.get(result) ?? Date.now();
  seen.set(result, at);
  return at;
}
