import { type Database, Prisma } from '@/lib/db.ts';
import { named } from '@/lib/models/element-words.ts';
import type { ModificationStep } from './contract.ts';
import { type Entry, impossible, NOT_KEPT, type Undo, undo } from './undo-entry.ts';

interface Moved {
  readonly key: string;
  readonly elementId: string;
  readonly definitionKey: string;
  readonly kind: string;
  readonly isStarted: boolean;
  readonly isAlive: boolean;
  readonly hasInner: boolean;
  readonly hasWorked: boolean;
  readonly isRepeated: boolean;
}
/** An entry is stamped at most so long after the change that it records. */
const STAMP_MS = 2_000;

/**
 * A move goes back as long as the tokens that it made stand where they were put, and nobody has touched what waits
 * there.
 */
export async function undoOfMove(database: Database, { n, at, instanceKey }: Entry): Promise<Undo> {
  if (instanceKey === null) return impossible(NOT_KEPT);
  const rows = await movedAt(database, instanceKey, at, n);
  const started = rows.filter((row) => row.isStarted && !row.hasInner);
  const ended = rows.filter((row) => !row.isStarted && !row.hasInner);
  if (started.length === 0 || ended.length === 0)
    return impossible(
      'It did not move a token: it only started or only cancelled, and cancelled work does not come back.',
    );
  if (rows.some((row) => row.isRepeated))
    return impossible('Runs of a multi-instance were part of it; move them by hand.');
  const gone = started.find((row) => !row.isAlive);
  if (gone !== undefined)
    return impossible(`The token at ${named(gone.elementId, gone.definitionKey)} has gone on since.`);
  const worked = started.find((row) => row.hasWorked);
  if (worked !== undefined)
    return impossible(`Somebody has begun with ${named(worked.elementId, worked.definitionKey)} since.`);
  const steps: readonly ModificationStep[] = [
    ...ended.map((row): ModificationStep => ({ kind: 'startBefore', elementId: row.elementId })),
    ...started.map(
      (row): ModificationStep => ({ kind: 'cancel', elementInstanceKey: row.key, elementId: row.elementId }),
    ),
  ];
  return undo('instance.modify', { instanceKey, steps });
}

/** What began and what was cancelled in the last moment before the entry's own: all of one command share a moment. */
function movedAt(database: Database, instanceKey: string, at: Date, n: string): Promise<Moved[]> {
  return database.$queryRaw<Moved[]>(Prisma.sql`
    with own as (
      select e.* from element_history e where e.instance_key = ${instanceKey}::bigint
    ), moment as (
      select max(greatest(case when started_at <= ${at}::timestamptz then started_at end, case
        when ended_at <= ${at}::timestamptz then ended_at end)) as at from own
    )
    select e.key::text as key, e.element_id as "elementId", e.definition_key::text as "definitionKey", e.kind, e.started_at = m.at as "isStarted",
      e.ended_at is null as "isAlive", e.index is not null or e.kind = 'multiInstanceBody' as "isRepeated",
      exists (select 1 from own i where i.scope_key = e.key
        and (i.started_at = m.at or i.ended_at = m.at)) as "hasInner",
      exists (select 1 from job j where j.instance_key = e.instance_key and j.element_instance_key = e.key
        and (j.worker is not null or exists (select 1 from job_attempt a where a.job_key = j.key)))
        or exists (select 1 from audit_entry a where a.instance_key = e.instance_key and a.n > ${n}::bigint
          and a.element_id = e.element_id and a.outcome = 'done') as "hasWorked"
    from own e, moment m
    where m.at > ${at}::timestamptz - ${STAMP_MS}::int * interval '1 millisecond'
      and ((e.started_at = m.at and (e.ended_at is distinct from m.at))
      or (e.ended_at = m.at and e.outcome = 'terminated' and e.started_at <> m.at))
    order by e.key`);
}
