import type { Instant, Key } from '../core/state.ts';
import type { Queryable } from './connection.ts';
import { incidentFingerprint } from './incident-fingerprint.ts';

/** Incidents of jobs of start events: of their definition, and of no instance. */
export interface StartIncident {
  readonly key: Key;
  readonly jobKey: Key;
  readonly message: string;
  readonly failedElementId: string | null;
  readonly at: Instant;
}

/** A job has at most one open incident: false where there is one already. */
export async function raiseStartIncident(
  connection: Queryable,
  { key, jobKey, message, failedElementId, at }: StartIncident,
): Promise<boolean> {
  const { rows } = await connection.query<{ definition_key: Key; process_id: string; element_id: string }>({
    name: 'job without incident',
    text: `select j.definition_key, d.process_id, j.element_id from job j join definition d on d.key = j.definition_key
      where j.key = $1 and not exists (select 1 from incident n where n.job_key = j.key and n.resolved_at is null)`,
    values: [jobKey],
  });
  const [job] = rows;
  if (!job) return false;
  await connection.query({
    name: 'raise start incident',
    text: `with raised as (
        insert into incident (key, definition_key, element_id, job_key, type, message, fingerprint, failed_element_id,
          raised_at) values ($1, $2, $3, $4, 'failedJob', $5, $6, $7, $8) returning definition_key, element_id)
      ${counted('raised', 1)}`,
    values: [
      key,
      job.definition_key,
      job.element_id,
      jobKey,
      message,
      incidentFingerprint('failedJob', job.process_id, job.element_id, message),
      failedElementId,
      new Date(at).toISOString(),
    ],
  });
  return true;
}

/** Ends the open incidents of these jobs, as far as they have some. */
export async function closeStartIncidents(
  connection: Queryable,
  jobKeys: readonly Key[],
  { at, outcome }: { at: Instant; outcome: 'resolved' | 'deleted' },
): Promise<void> {
  await connection.query({
    name: 'close start incidents',
    text: `with closed as (
        update incident set resolved_at = $2, outcome = $3
        where job_key = any($1::bigint[]) and tree_key is null and resolved_at is null
        returning definition_key, element_id)
      ${counted('closed', -1)}`,
    values: [jobKeys, new Date(at).toISOString(), outcome],
  });
}

/** What people note at one; null takes it away. false: there is no such open incident. */
export async function annotateStartIncident(
  connection: Queryable,
  incidentKey: Key,
  annotation: string | null,
): Promise<boolean> {
  const { rowCount } = await connection.query({
    name: 'annotate start incident',
    text: 'update incident set annotation = $2 where key = $1 and tree_key is null and resolved_at is null',
    values: [incidentKey, annotation],
  });
  return rowCount === 1;
}

/** SQL: the counters of what stands in this common table expression. */
const counted = (from: string, delta: 1 | -1): string =>
  `insert into statistic_change (definition_keys, element_ids, states, deltas)
     select array_agg(definition_key), array_agg(element_id), array_agg('incident'::text), array_agg(${delta}::bigint)
     from ${from} having count(*) > 0`;
