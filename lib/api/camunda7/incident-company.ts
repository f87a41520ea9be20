import type { Engine, IncidentRow, Instant, InstanceRow, JobRow, Key } from '@/engine/index.ts';
import type { LivingTokens } from './transition-execution.ts';

/** Tokens that have ended since the oldest incident, as far as they are looked at. */
const MAX_FORMER_TOKENS = 10_000;

/** The time that a token spent in a scope; `until` null: it is there still. */
export interface Stay {
  readonly key: Key;
  readonly scopeKey: Key | null;
  readonly from: Instant;
  readonly until: Instant | null;
}

/** Stays of all tokens of an instance that may have stood beside those whose jobs have these incidents. */
export async function staysSince(
  { search }: Engine,
  instance: InstanceRow,
  { elements, continuations }: LivingTokens,
  incidents: readonly IncidentRow[],
): Promise<readonly Stay[]> {
  const waiting = new Set(continuations.map(({ key }) => key));
  const raised = incidents.filter(({ jobKey }) => jobKey !== null && waiting.has(jobKey)).map((one) => one.raisedAt);
  if (raised.length === 0) return [];
  const ended = [
    { field: 'instanceKey', op: '=', value: instance.key },
    { field: 'endedAt', op: '>=', value: raised.reduce((one, other) => Math.min(one, other)) },
  ] as const;
  const [formerElements, formerJobs] = await Promise.all([
    search.find('elementInstance', { where: ended, limit: MAX_FORMER_TOKENS }),
    search.find('job', {
      where: [...ended, { field: 'kind', op: '=', value: 'continuation' }],
      limit: MAX_FORMER_TOKENS,
    }),
  ]);
  return [
    ...[...elements, ...formerElements].map((row) => stayOf(row, row.startedAt)),
    ...[...continuations, ...formerJobs].map((row) => stayOf(row, row.createdAt)),
  ];
}

const stayOf = (
  { key, scopeKey, endedAt }: { readonly key: Key; readonly scopeKey: Key | null; readonly endedAt: Instant | null },
  from: Instant,
): Stay => ({ key, scopeKey, from, until: endedAt });

/**
 * Whether an incident is shown at the token that waits in its job. One from a time when the token was alone in its scope
 * is the scope's, and is not the token's while there are others: so the token shows it when it is alone, or has not been
 * since then.
 */
export function isTokensOwn({ raisedAt }: IncidentRow, { key, scopeKey }: JobRow, stays: readonly Stay[]): boolean {
  const beside = stays.filter((stay) => stay.key !== key && stay.scopeKey === scopeKey);
  if (beside.every(({ until }) => until !== null)) return true;
  let accompaniedUntil = raisedAt;
  for (const { from, until } of [...beside].sort((one, other) => one.from - other.from)) {
    if (from > accompaniedUntil) return false;
    if (until === null) return true;
    accompaniedUntil = Math.max(accompaniedUntil, until);
  }
  return false;
}
