'use client';
import { useQuery } from '@tanstack/react-query';
import { t } from '@/components/messages/messages.ts';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { fetchQuery } from '@/lib/console/client.ts';
import type { JobRow } from '@/lib/console/views/job-view.ts';

const WATCH_MS = 1000;
/** Watches the retried jobs until each has succeeded or failed again: only then is a retry proven. */
export function RetryOutcome({ instanceKey, jobKey }: { instanceKey: string; jobKey: string | null }) {
  const jobs = useQuery({
    queryKey: ['retry-outcome', instanceKey, jobKey], queryFn: ({ signal }) => fetchQuery('jobs', { instance: instanceKey, limit: 200 }, signal),
    refetchInterval: (query) => (stateOf(query.state.data?.rows ?? [], jobKey) === 'watching' ? WATCH_MS : false),
  });
  const rows = jobs.data?.rows ?? [];
  const state = stateOf(rows, jobKey);
  const failed = rows.find((row) => isMeant(row, jobKey) && (row.state === 'incident' || row.state === 'retrying'));
  if (state === 'verified') return <StateWord kind="done">{t('outcome.verified')}</StateWord>;
  if (state === 'failed') return <div><StateWord kind="incident">{t('outcome.failedAgain')}</StateWord><p className="mono mt-1 text-ink-2">{failed?.errorMessage}</p></div>;
  return <StateWord kind="active">{t('outcome.watching')}</StateWord>;
}
function isMeant(row: JobRow, jobKey: string | null): boolean { return jobKey === null || row.key === jobKey; }
function stateOf(rows: readonly JobRow[], jobKey: string | null): 'watching' | 'verified' | 'failed' {
  const meant = rows.filter((row) => isMeant(row, jobKey));
  if (meant.length === 0 || meant.some((row) => row.state === 'waiting' || row.state === 'leased' || row.state === 'overdue')) return 'watching';
  return meant.some((row) => row.state === 'incident' || row.state === 'retrying') ? 'failed' : 'verified';
}
