import { actionLabel } from '@/lib/auth/policy.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import { named } from '@/lib/models/element-words.ts';
import type { Plan } from './operation.ts';

/** A change that somebody meets now was made lately: older entries are not looked through. */
const NEWEST_ENTRIES = 2_000;
/** Of a value, and of what a token waits at. */
const MAX_SHOWN = 120;
const MAX_PLACES = 5;
const NOTHING_DONE = 'Nothing was done.';

export interface Difference {
  readonly field: string;
  readonly was: string;
  readonly is: string;
}

/** What must be as the person saw it, as it travels to the browser and back. */
export function stateOf({ state, before }: Pick<Plan, 'state' | 'before'>): unknown {
  return state === undefined ? before : state;
}

/** Field by field where both are objects, else as a whole; empty: nothing changed. */
export function stateDifferences(seen: unknown, now: unknown): readonly Difference[] {
  const [was, is] = [plain(seen), plain(now)];
  if (was === null || is === null) return [];
  if (!isFields(was) || !isFields(is))
    return sorted(was) === sorted(is) ? [] : [{ field: 'it', was: shown(was), is: shown(is) }];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((field) =>
    sorted(was[field]) === sorted(is[field]) ? [] : [{ field, was: shown(was[field]), is: shown(is[field]) }],
  );
}

/** What is different, and who made it so. */
export async function changedText(
  database: Database,
  plan: Plan,
  differences: readonly Difference[],
  username: string,
): Promise<string> {
  const last = await lastActionOn(database, plan, username);
  return [
    `It has changed since you looked: ${differences.map(({ field, was, is }) => `${wordsOf(field)} was ${was} and is ${is}`).join('; ')}.`,
    ...(last === null ? [] : [last]),
    NOTHING_DONE,
  ].join(' ');
}

/**
 * The instance went on: who did the last thing to it, when that was a person, and where it stands. `username`: who is
 * told.
 */
export async function instanceMovedText(database: Database, plan: Plan, username: string): Promise<string> {
  const [last, places] = await Promise.all([
    lastActionOn(database, plan, username),
    placesOf(database, plan.target.instanceKey),
  ]);
  return [
    'The instance has moved on since you looked.',
    ...(last === null ? [] : [last]),
    ...(places === null ? [] : [places]),
    NOTHING_DONE,
  ].join(' ');
}

interface Last {
  readonly n: string;
  readonly at: Date;
  readonly operation: string;
  readonly who: string | null;
  readonly actorId: string | null;
  readonly after: unknown;
}

async function lastActionOn(database: Database, { target }: Plan, username: string): Promise<string | null> {
  const [last] =
    target.instanceKey === null
      ? await lastOfTarget(database, target.kind, target.key, target.definitionKey, target.elementId)
      : await database.$queryRaw<Last[]>(Prisma.sql`
    select a.n::text as n, a.at, a.operation, coalesce(a.actor_name, a.actor_id) as who, a.actor_id as "actorId",
      a.after from audit_entry a
    where a.instance_key = ${target.instanceKey}::bigint and a.outcome = 'done' and a.actor_kind <> 'system'
      order by a.n desc limit 1`);
  if (last === undefined) return null;
  const after = plain(last.after);
  // Values of variables are not for everybody.
  const became =
    isFields(after) && !last.operation.startsWith('variable.')
      ? Object.entries(after)
          .filter(([, value]) => typeof value !== 'object')
          .map(([field, value]) => `${wordsOf(field)} ${shown(value)}`)
          .join(', ')
      : '';
  // Nobody is faster than oneself.
  if (last.actorId === username)
    return `Nobody else has acted on it since your own ${actionLabel(last.operation)} at ${last.at.toISOString()} (entry #${last.n}): it is that, or the process has gone on by itself.`;
  return `The last action on it was ${actionLabel(last.operation)} by ${last.who ?? 'somebody'} at ${last.at.toISOString()} (entry #${last.n})${became === '' ? '' : `: ${became}`}.`;
}

/** What belongs to no instance is found by its own key; a group of failures also by its place. */
function lastOfTarget(
  database: Database,
  kind: string,
  key: string,
  definitionKey: string | null,
  elementId: string | null,
): Promise<Last[]> {
  return database.$queryRaw<Last[]>(Prisma.sql`
    select a.n::text as n, a.at, a.operation, coalesce(a.actor_name, a.actor_id) as who, a.actor_id as "actorId",
      a.after
    from (select * from audit_entry order by n desc limit ${NEWEST_ENTRIES}::int) a
    where a.target_kind = ${kind} and a.outcome = 'done' and a.actor_kind <> 'system'
      and (a.target_key = ${key} or (a.instance_key is null and a.definition_key = ${definitionKey}::bigint
        and a.element_id = ${elementId}))
    order by a.n desc limit 1`);
}

async function placesOf(database: Database, instanceKey: string | null): Promise<string | null> {
  if (instanceKey === null) return null;
  const rows = await database.$queryRaw<{ elementId: string }[]>(Prisma.sql`
    select distinct e.element_id as "elementId" from element_instance e
    where e.instance_key = ${instanceKey}::bigint and e.ended_at is null
      and not exists (select 1 from element_instance i where i.scope_key = e.key and i.ended_at is null) order by 1
      limit ${MAX_PLACES + 1}::int`);
  if (rows.length === 0) return 'It has no token any more.';
  return `It stands at ${rows
    .slice(0, MAX_PLACES)
    .map(({ elementId }) => named(elementId))
    .join(', ')}${rows.length > MAX_PLACES ? ', …' : ''} now.`;
}

/** As JSON has it: dates are texts, what is undefined is not there. */
function plain(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields of a stored JSON come back in another order. */
function sorted(value: unknown): string {
  return (
    JSON.stringify(value, (_, each: unknown) =>
      isFields(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each,
    ) ?? ''
  );
}

function shown(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'none';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** `snoozedUntil` as people read it. */
function wordsOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
