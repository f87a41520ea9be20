import type { AuditRecord, Queryable } from '@/engine/index.ts';
import { ACTIONS, type ActionName } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import type { OperationCheck } from './contract.ts';
import { NOT_FOUND, type NotFound, type OperationContext, type Plan } from './operation.ts';

/** The group of equal failures that an incident belongs to, with what people have made of it so far. */
export interface IncidentGroup {
  readonly incidentKey: string;
  readonly fingerprint: string;
  readonly definitionKey: string;
  readonly processId: string;
  readonly elementId: string;
  readonly acknowledgedBy: string | null;
  readonly owner: string | null;
  readonly snoozedUntil: Date | null;
  readonly ticket: string | null;
}

/** Changes of a group's triage: only the named columns are written. */
export type TriageChange = Partial<{
  acknowledgedBy: string | null;
  owner: string | null;
  snoozedUntil: Date | null;
  ticket: string | null;
}>;

interface Triage {
  readonly effect: string;
  readonly checks?: readonly OperationCheck[];
  readonly before: unknown;
  readonly after: unknown;
  /** Who is told of it. */
  readonly company?: (audit: AuditRecord) => AuditRecord;
  write(connection: Queryable, group: IncidentGroup, at: Date): Promise<void>;
}

export async function planTriage(
  context: OperationContext,
  name: ActionName,
  incidentKey: string,
  triageOf: (group: IncidentGroup) => Triage | Promise<Triage>,
): Promise<Plan | NotFound> {
  const group = await findGroup(context, incidentKey);
  if (group === null) return NOT_FOUND;
  const triage = await triageOf(group);
  return {
    target: {
      kind: 'incident',
      key: group.incidentKey,
      instanceKey: null,
      definitionKey: group.definitionKey,
      processId: group.processId,
      elementId: group.elementId,
      businessKey: null,
    },
    risk: ACTIONS[name].risk,
    riskBecause: 'It changes nothing in a process.',
    confirmation: null,
    effects: [triage.effect],
    checks: triage.checks ?? [],
    before: triage.before,
    after: triage.after,
    version: null,
    run: async ({ audit }) => {
      let isMoved = false;
      await context.engine
        .auditedChange(triage.company?.(audit) ?? audit, async (connection) => {
          if (await hasMoved(connection, group, triage.before)) throw new Moved();
          await triage.write(connection, group, new Date(context.engine.now()));
        })
        .catch((error: unknown) => {
          if (!(error instanceof Moved)) throw error;
          isMoved = true;
        });
      return isMoved
        ? { kind: 'conflict', message: 'Somebody else has changed it at this moment. Nothing was done.' }
        : { kind: 'done', message: triage.effect, instanceKey: null, version: null };
    },
  };
}

/** Ends the transaction, so that nothing is recorded as done. */
class Moved extends Error {}

/** Of two at the same moment the second waits for the first, and then sees what it did. */
async function hasMoved(
  connection: Queryable,
  { fingerprint, processId, elementId }: IncidentGroup,
  before: unknown,
): Promise<boolean> {
  await connection.query({
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [`triage ${fingerprint} ${processId} ${elementId}`],
  });
  const {
    rows: [now],
  } = await connection.query<TriageRow>({
    text: `select acknowledged_by as "acknowledgedBy", owner, snoozed_until as "snoozedUntil", ticket
      from incident_triage where fingerprint = $1 and process_id = $2 and element_id = $3`,
    values: [fingerprint, processId, elementId],
  });
  const { acknowledgedBy = null, owner = null, ticket = null, snoozedUntil = null } = now ?? {};
  const state: Readonly<Record<string, string | null>> = {
    acknowledgedBy,
    owner,
    ticket,
    snoozedUntil: snoozedUntil === null ? null : new Date(snoozedUntil).toISOString(),
  };
  return (
    typeof before === 'object' &&
    before !== null &&
    Object.entries(before).some(([field, value]) => field in state && state[field] !== value)
  );
}
interface TriageRow {
  readonly acknowledgedBy: string | null;
  readonly owner: string | null;
  readonly snoozedUntil: Date | string | number | null;
  readonly ticket: string | null;
}

export async function findGroup(
  { database, access: { definitions } }: OperationContext,
  incidentKey: string,
): Promise<IncidentGroup | null> {
  const [row] = await database.$queryRaw<IncidentGroup[]>(Prisma.sql`
    select n.key::text as "incidentKey", n.fingerprint, n.definition_key::text as "definitionKey",
      d.process_id as "processId", n.element_id as "elementId",
      t.acknowledged_by as "acknowledgedBy", t.owner, t.snoozed_until as "snoozedUntil", t.ticket
    from incident n join definition d on d.key = n.definition_key
    left join incident_triage t on t.fingerprint = n.fingerprint and t.process_id = d.process_id
      and t.element_id = n.element_id
    where n.key = ${incidentKey}::bigint ${definitions === null ? Prisma.empty : Prisma.sql`and d.process_id = any(${[...definitions]}::text[])`}`);
  return row ?? null;
}

/** Writes the changed columns and leaves the others as they are, whoever else writes them at the same time. */
export async function writeTriage(
  connection: Queryable,
  { fingerprint, processId, elementId }: IncidentGroup,
  change: TriageChange,
  at: Date,
): Promise<void> {
  const columns: [string, string | null][] = [['updated_at', at.toISOString()]];
  if (change.acknowledgedBy !== undefined)
    columns.push(
      ['acknowledged_by', change.acknowledgedBy],
      ['acknowledged_at', change.acknowledgedBy === null ? null : at.toISOString()],
    );
  if (change.owner !== undefined) columns.push(['owner', change.owner]);
  if (change.snoozedUntil !== undefined) columns.push(['snoozed_until', change.snoozedUntil?.toISOString() ?? null]);
  if (change.ticket !== undefined) columns.push(['ticket', change.ticket]);
  const names = columns.map(([name]) => name);
  await connection.query({
    text: `insert into incident_triage (fingerprint, process_id, element_id, ${names.join(', ')})
      values ($1, $2, $3, ${names.map((_, i) => `$${i + 4}`).join(', ')})
           on conflict (fingerprint, process_id, element_id) do update
             set ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    values: [fingerprint, processId, elementId, ...columns.map(([, value]) => value)],
  });
}
