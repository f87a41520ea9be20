import type pg from 'pg';
import { z } from 'zod';
import type { ItemGuard, ItemVerdict } from '@/engine/index.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import type { Person, RoleOfPerson } from '@/lib/auth/person.ts';
import { ACTIONS, type ActionName } from '@/lib/auth/policy.ts';
import { isRoleId } from '@/lib/auth/roles.ts';
import type { ItemSort } from './batch-actions.ts';
import type { BatchAction } from './contract.ts';
import { withIds } from '@/lib/models/element-words.ts';
import { movedOnText } from './modification-steps.ts';

/** How long a role that was taken away may go unnoticed. */
const REMEMBERED_MS = 2_000;
const KEY = /^\d{1,18}$/;

const guardedSchema = z.object({
  username: z.string(),
  action: z
    .string()
    .transform((name) => name as ActionName)
    .refine((name) => Object.hasOwn(ACTIONS, name)),
  items: z.enum(['instance', 'incident', 'work', 'timer', 'due', 'job', 'held', 'task', 'decision', 'message']),
  /** Elements that have to hold a token still. */
  leaves: z.array(z.string()),
});
type Guarded = z.infer<typeof guardedSchema>;
type GuardedSort = ItemSort | 'message';

/** What is asked again for each item: for whom, which action, and what has to be there. */
export function guardedFor(person: Person, what: BatchAction, action: ActionName, items: ItemSort): Guarded {
  return {
    username: person.username,
    action,
    items,
    leaves:
      what.kind === 'modify' ? what.steps.flatMap((step) => (step.kind === 'cancelAll' ? [step.elementId] : [])) : [],
  };
}

/** Of messages: what each would reach is asked for when its turn comes. */
export function guardedMessages(person: Person, action: ActionName): Guarded {
  return { username: person.username, action, items: 'message', leaves: [] };
}

/** `processes`: all that it concerns. */
interface Judged {
  readonly target: string;
  readonly processes: readonly string[];
  readonly version: number | null;
  readonly tokens: readonly string[] | null;
}

/**
 * Judges items of the console's batches right before each is done: whether whoever made the batch may do this to it
 * now, and whether it is still as the plan needs it. A plan that takes tokens away is then held to the state that was
 * judged.
 */
export function batchGuard(pool: Pick<pg.Pool, 'query'>, rememberedMs: number = REMEMBERED_MS): ItemGuard {
  const people = new Map<string, { readonly person: Person | null; readonly readAt: number }>();
  const personNow = async (username: string): Promise<Person | null> => {
    const known = people.get(username);
    if (known !== undefined && Date.now() - known.readAt < rememberedMs) return known.person;
    const person = await readPerson(pool, username);
    people.set(username, { person, readAt: Date.now() });
    return person;
  };
  return async ({ guarded, targets }) => {
    const asked = guardedSchema.parse(guarded);
    const [person, rows] = await Promise.all([personNow(asked.username), judgedItems(pool, asked, targets)]);
    return targets.map((target) => verdict(asked, person, rows.get(target)));
  };
}

function verdict({ username, action, leaves }: Guarded, person: Person | null, item: Judged | undefined): ItemVerdict {
  if (person === null) return { refusal: `${username} has no account that works any more` };
  // What is gone is for the engine to tell.
  if (item === undefined) return { refusal: null };
  const occasions =
    item.processes.length === 0
      ? [{ risk: ACTIONS[action].risk }]
      : item.processes.map((definition) => ({ definition, risk: ACTIONS[action].risk }));
  for (const occasion of occasions) {
    const access = authorize(person, ACTIONS[action].permission, occasion);
    if (!access.isAllowed) return { refusal: `${username} may not do this any more. ${access.message}` };
  }
  const missing = leaves.filter((elementId) => item.tokens?.includes(elementId) !== true);
  if (missing.length > 0) return { refusal: withIds(movedOnText(missing)) };
  return { refusal: null, ...(leaves.length > 0 && item.version !== null && { expectedVersion: item.version }) };
}

const TABLES: Readonly<Record<Exclude<GuardedSort, 'message'>, string>> = {
  instance: 'instance',
  incident: '(select key, instance_key, definition_key from incident)',
  work: '(select key, instance_key, definition_key from job)',
  timer: '(select key, instance_key, definition_key from job)',
  due: '(select key, instance_key, definition_key from job)',
  job: '(select key, instance_key, definition_key from job)',
  held: '(select key, instance_key, definition_key from job)',
  task: '(select key, instance_key, definition_key from user_task)',
  decision: '(select key, instance_key, definition_key from decision_instance)',
};

async function judgedItems(
  pool: Pick<pg.Pool, 'query'>,
  { items, leaves }: Guarded,
  targets: readonly string[],
): Promise<ReadonlyMap<string, Judged>> {
  if (items === 'message') return judgedMessages(pool, targets);
  const instance = items === 'instance' ? 'x.key' : 'x.instance_key';
  // A task that no process asks for is for those whose role holds for all of them: no process is called ''.
  const join = items === 'task' ? 'left join' : 'join';
  const { rows } = await pool.query<Judged>({
    name: `judged items: ${items}`,
    // The version is read before the tokens: what happens in between makes the item fail and be judged anew.
    text: `select x.key::text as target, array[coalesce(d.process_id, '')] as processes, t.version,
        case when cardinality($2::text[]) = 0 then null else array(
          select e.element_id from element_instance e where e.instance_key = i.key and e.ended_at is null
            and e.element_id = any($2::text[])
          union select j.element_id from job j where j.instance_key = i.key and j.ended_at is null
            and j.kind = 'continuation' and j.element_id = any($2::text[])) end as tokens
      from ${TABLES[items]} x left join instance i on i.key = ${instance}
        ${join} definition d on d.key = coalesce(i.definition_key, x.definition_key)
        left join process_tree t on t.key = i.tree_key
      where x.key = any($1::text[]::bigint[])`,
    values: [targets.filter((target) => KEY.test(target)), leaves],
  });
  return new Map(rows.map((row) => [row.target, row]));
}

/** Whatever might wait for the message, or start with it: more than the one that will have it, never less. */
async function judgedMessages(
  pool: Pick<pg.Pool, 'query'>,
  targets: readonly string[],
): Promise<ReadonlyMap<string, Judged>> {
  const { rows } = await pool.query<Judged>({
    name: 'judged messages',
    text: `select m.key::text as target, null::int as version, null::text[] as tokens, array(
          select d.process_id from subscription s join instance i on i.key = s.instance_key
            join definition d on d.key = s.definition_key
            where s.kind = 'message' and s.name = m.name and s.closed_at is null
              and (m.business_key is null or i.business_key = m.business_key)
          union select d.process_id from start_subscription t join definition d on d.key = t.definition_key
            where t.kind = 'message' and t.name = m.name) as processes
      from early_message m where m.key = any($1::text[]::bigint[])`,
    values: [targets.filter((target) => KEY.test(target))],
  });
  return new Map(rows.map((row) => [row.target, row]));
}

async function readPerson(pool: Pick<pg.Pool, 'query'>, username: string): Promise<Person | null> {
  const {
    rows: [user],
  } = await pool.query<{
    id: string;
    name: string;
    groups: string[];
    roles: { role: string; definitions: string[] | null }[] | null;
  }>({
    name: 'person of a batch',
    text: `select u.id, u.name, u.groups, (select json_agg(json_build_object('role', r.role, 'definitions',
      r.definitions)) from user_role r where r.user_id = u.id) as roles
      from app_user u where u.username = $1 and u.disabled_at is null`,
    values: [username],
  });
  if (user === undefined) return null;
  return {
    userId: user.id,
    username,
    name: user.name,
    groups: user.groups,
    sessionId: '',
    roles: (user.roles ?? []).flatMap(({ role, definitions }): RoleOfPerson[] =>
      isRoleId(role) ? [{ id: role, definitions }] : [],
    ),
  };
}
