import { type Database, Prisma } from '@/lib/db.ts';
import { type Position, POSITIONS } from './job-definition-target.ts';
import { CHANGED_SINCE, type Entry, impossible, NOT_KEPT, numberOf, type Undo, undo } from './undo-entry.ts';

export async function undoOfSuspension(database: Database, { operation, instanceKey, n }: Entry): Promise<Undo> {
  if (instanceKey === null) return impossible(NOT_KEPT);
  const [row] = await database.$queryRaw<{ isSuspended: boolean; isEnded: boolean; later: string | null }[]>(Prisma.sql`
    select i.is_suspended as "isSuspended", i.ended_at is not null as "isEnded",
      (select min(a.n)::text from audit_entry a where a.instance_key = i.key and a.n > ${n}::bigint
        and a.outcome = 'done' and a.operation in ('instance.suspend', 'instance.resume')) as later
    from instance i where i.key = ${instanceKey}::bigint`);
  if (row === undefined || row.isEnded) return impossible('The instance has ended.');
  if (row.later !== null) return impossible(`It was suspended or resumed since, by entry #${row.later}.`);
  if (row.isSuspended !== (operation === 'instance.suspend')) return impossible('Its state was changed since.');
  return operation === 'instance.suspend'
    ? undo('instance.resume', { instanceKey })
    : undo('instance.suspend', { instanceKey });
}

/**
 * How many of those concerned were so already before: they would change with the others. null: the entry does not say.
 */
function alreadySo(before: Entry['before']): number | null {
  return numberOf(before?.alreadySo);
}
const NOT_YET =
  'It has not happened yet, and a planned change is not taken back: plan the contrary for a moment after it.';

/** A definition, with its instances where they were included; not where some had been so on their own account. */
export async function undoOfDefinitionSuspension(
  database: Database,
  { n, operation, targetKey: definitionKey, before, after }: Entry,
): Promise<Undo> {
  const includesInstances = after?.includesInstances;
  if (definitionKey === null || typeof includesInstances !== 'boolean' || typeof before?.isSuspended !== 'boolean')
    return impossible(NOT_KEPT);
  if (after?.at !== null) return impossible(NOT_YET);
  const isSuspended = operation === 'definition.suspend';
  if (before.isSuspended === isSuspended)
    return impossible(`It was ${isSuspended ? 'suspended' : 'active'} before, too.`);
  const [row] = await database.$queryRaw<{ isSuspended: boolean; later: string | null }[]>(Prisma.sql`
    select d.is_suspended as "isSuspended", (select min(a.n)::text from audit_entry a
      where a.operation in ('definition.suspend', 'definition.resume') and a.n > ${n}::bigint and a.outcome = 'done'
      and a.target_key = ${definitionKey}) as later
    from definition d where d.key = ${definitionKey}::bigint`);
  if (row === undefined) return impossible('The definition is not there any more.');
  if (row.later !== null) return impossible(`It was suspended or resumed since, by entry #${row.later}.`);
  if (row.isSuspended !== isSuspended) return impossible(CHANGED_SINCE);
  const already = alreadySo(before);
  if (includesInstances && already === null) return impossible(NOT_KEPT);
  if (includesInstances && already !== null && already > 0)
    return impossible(
      `${already} of its instances ${isSuspended ? 'were suspended' : 'ran'} before, each by itself, and would change with the others. ${isSuspended ? 'Resume' : 'Suspend'} the definition without them, or those chosen in the list.`,
    );
  return undo(isSuspended ? 'definition.resume' : 'definition.suspend', { definitionKey, includesInstances, at: null });
}

export async function undoOfJobDefinitionSuspension(
  database: Database,
  { n, operation, targetKey: definitionKey, elementId, before, after }: Entry,
): Promise<Undo> {
  const { includesJobs, position } = after ?? {};
  if (
    definitionKey === null ||
    elementId === null ||
    typeof includesJobs !== 'boolean' ||
    !isPosition(position) ||
    typeof before?.isSuspended !== 'boolean'
  )
    return impossible(NOT_KEPT);
  if (after?.at !== null) return impossible(NOT_YET);
  const isSuspended = operation === 'job-definition.suspend';
  if (before.isSuspended === isSuspended) return impossible(`It ${isSuspended ? 'rested' : 'ran'} before, too.`);
  const later = await laterEntry(
    database,
    n,
    ['job-definition.suspend', 'job-definition.resume'],
    definitionKey,
    elementId,
  );
  if (later !== null) return impossible(`It was suspended or resumed since, by entry #${later}.`);
  const already = alreadySo(before);
  if (includesJobs && already === null) return impossible(NOT_KEPT);
  if (includesJobs && already !== null && already > 0)
    return impossible(
      `${already} of its jobs ${isSuspended ? 'rested' : 'ran'} before, each by itself, and would change with the others.`,
    );
  return undo(isSuspended ? 'job-definition.resume' : 'job-definition.suspend', {
    definitionKey,
    elementId,
    position,
    includesJobs,
    at: null,
  });
}

export async function undoOfJobDefinitionPriority(
  database: Database,
  { n, targetKey: definitionKey, elementId, before, after }: Entry,
): Promise<Undo> {
  const { includesJobs, position } = after ?? {};
  const priority = before?.priority ?? null;
  if (
    definitionKey === null ||
    elementId === null ||
    before === null ||
    !isPosition(position) ||
    (priority !== null && typeof priority !== 'number')
  )
    return impossible(NOT_KEPT);
  if (includesJobs !== false)
    return impossible('The jobs that were there got it too, and what each had before is not kept.');
  const later = await laterEntry(database, n, ['job-definition.set-priority'], definitionKey, elementId);
  if (later !== null) return impossible(`It was changed since, by entry #${later}.`);
  return undo('job-definition.set-priority', { definitionKey, elementId, position, priority, includesJobs: false });
}

const isPosition = (value: unknown): value is Position => POSITIONS.some((each) => each === value);

async function laterEntry(
  database: Database,
  n: string,
  operations: readonly string[],
  definitionKey: string,
  elementId: string,
): Promise<string | null> {
  const [row] = await database.$queryRaw<{ later: string | null }[]>(Prisma.sql`
    select min(a.n)::text as later from audit_entry a where a.operation = any(${[...operations]}::text[])
      and a.n > ${n}::bigint and a.outcome = 'done' and a.target_key = ${definitionKey}
      and a.element_id = ${elementId}`);
  return row?.later ?? null;
}
