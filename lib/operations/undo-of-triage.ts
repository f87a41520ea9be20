import { type Database, Prisma } from '@/lib/db.ts';
import {
  CHANGED_SINCE,
  type Entry,
  type Fields,
  impossible,
  isTextOrNull,
  NOT_KEPT,
  type Undo,
  undo,
} from './undo-entry.ts';

interface TriageState {
  readonly owner: string | null;
  readonly acknowledgedBy: string | null;
  readonly snoozedUntil: Date | null;
  readonly ticket: string | null;
}

export async function undoOfTriage(
  database: Database,
  { operation, before, after, targetKey: incidentKey }: Entry,
): Promise<Undo> {
  if (incidentKey === null) return impossible(NOT_KEPT);
  const [now] = await database.$queryRaw<TriageState[]>(Prisma.sql`
    select t.owner, t.acknowledged_by as "acknowledgedBy", t.snoozed_until as "snoozedUntil", t.ticket from incident n
    join definition d on d.key = n.definition_key join incident_triage t on t.fingerprint = n.fingerprint
      and t.process_id = d.process_id and t.element_id = n.element_id
    where n.key = ${incidentKey}::bigint`);
  if (now === undefined) return impossible('The incidents are not there any more.');
  const state: Fields = { ...now, snoozedUntil: now.snoozedUntil?.toISOString() ?? null };
  const [field] = Object.keys(after ?? {});
  if (field === undefined || state[field] !== after?.[field]) return impossible(CHANGED_SINCE);
  const was = before?.[field] ?? null;
  if (was !== null && typeof was !== 'string') return impossible(NOT_KEPT);
  switch (operation) {
    case 'incident.assign':
      return undo('incident.assign', { incidentKey, owner: was });
    case 'incident.snooze':
      return undo('incident.snooze', { incidentKey, until: was });
    case 'incident.link-ticket':
      return undo('incident.link-ticket', { incidentKey, ticket: was });
    default:
      return was === null
        ? undo('incident.acknowledge', { incidentKey, isAcknowledged: false })
        : impossible('Somebody else had acknowledged it before.');
  }
}

export async function undoOfAnnotation(
  database: Database,
  { before, after, targetKey: incidentKey }: Entry,
): Promise<Undo> {
  const was = before?.annotation ?? null;
  if (incidentKey === null || before === null || !isTextOrNull(was)) return impossible(NOT_KEPT);
  const [incident] = await database.$queryRaw<{ annotation: string | null; isOpen: boolean }[]>(
    Prisma.sql`select n.annotation, n.resolved_at is null as "isOpen" from incident n
      where n.key = ${incidentKey}::bigint`,
  );
  if (incident === undefined || !incident.isOpen) return impossible('The incident was resolved.');
  return incident.annotation === (after?.annotation ?? null)
    ? undo('incident.annotate', { incidentKey, annotation: was })
    : impossible(CHANGED_SINCE);
}

/** What was reported by mistake is resolved. */
export async function undoOfReport(database: Database, { targetKey: incidentKey }: Entry): Promise<Undo> {
  if (incidentKey === null) return impossible(NOT_KEPT);
  const [incident] = await database.$queryRaw<{ isOpen: boolean }[]>(
    Prisma.sql`select n.resolved_at is null as "isOpen" from incident n where n.key = ${incidentKey}::bigint`,
  );
  return incident?.isOpen === true
    ? undo('incident.resolve', { incidentKey })
    : impossible('It was resolved, or ended with its element.');
}
