import { z } from 'zod';
import type { AuditRecord, Notice, Queryable } from '@/engine/index.ts';
import { recordOfPerson } from '@/lib/auth/record-of-person.ts';
import { PERMISSIONS, type Permission } from '@/lib/auth/permissions.ts';
import type { Person } from '@/lib/auth/person.ts';
import type { Database } from '@/lib/db.ts';
import { askedOperation, type DoorSurroundings, guarded, json, problem } from './door.ts';
import type { AccessRequest } from './views/notice-view.ts';

/** As it stands in the audit log. */
const ACCESS_OPERATION = 'access.ask';
/** Once in so long for each permission: who asks again would only be heard less. */
const AGAIN_AFTER_MS = 24 * 3_600_000;
/** Administrators that are told. */
const MAX_TOLD = 100;

const requestSchema: z.ZodType<AccessRequest> = z.strictObject({
  permission: z.enum(PERMISSIONS),
  // A page of ours: a path, and never another site.
  page: z
    .string()
    .max(2_000)
    .regex(/^\/(?![/\\])\P{Cc}*$/u),
});

/**
 * `POST /api/access-requests`: whoever misses a permission tells the administrators, who see it in their bell with the
 * page that it was missed at; nothing is granted by it. 200, or 409 where the same was asked within a day, or 422 where
 * nobody could grant it.
 */
export function answerAccessRequest(request: Request, surroundings: DoorSurroundings): Promise<Response> {
  return guarded(surroundings, async () => {
    const asked = await askedOperation(request, surroundings);
    if (asked instanceof Response) return asked;
    const parsed = requestSchema.safeParse(asked.body);
    if (!parsed.success) return problem({ code: 'invalid', message: 'Say which permission is missing, and where.' });
    const { database, engine, person, address } = asked.caller;
    const told = await administrators(database, person);
    if (told.length === 0)
      return problem({ code: 'refused', message: 'There is no other administrator who could be asked.' });
    const since = new Date(engine.now() - AGAIN_AFTER_MS);
    try {
      await engine.auditedChange(record(person, address, parsed.data, told), (connection) =>
        refuseTwice(connection, person, parsed.data.permission, since),
      );
    } catch (error) {
      if (!(error instanceof AskedAlready)) throw error;
      return problem({
        code: 'conflict',
        message: 'You have asked for this within the last day; the administrators were told.',
      });
    }
    engine.announce('notification', []);
    return json(200, { kind: 'done', told: told.length });
  });
}

/** Ends the transaction, so that nobody is told twice. */
class AskedAlready extends Error {}

/** Of two at the same moment the second waits, and then sees the first. */
async function refuseTwice(
  connection: Queryable,
  { username }: Person,
  permission: Permission,
  since: Date,
): Promise<void> {
  await connection.query({
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [`${ACCESS_OPERATION} ${username} ${permission}`],
  });
  const { rows } = await connection.query<{ n: string }>({
    text: `select a.n::text as n from audit_entry a where a.actor_id = $1 and a.operation = $2 and a.target_key = $3
      and a.outcome = 'done' and a.at > $4 order by a.n desc limit 1`,
    values: [username, ACCESS_OPERATION, permission, since],
  });
  if (rows.length > 0) throw new AskedAlready();
}

async function administrators(database: Database, { username }: Person): Promise<readonly string[]> {
  const rows = await database.$queryRaw<{ username: string }[]>`
    select distinct u.username from app_user u join user_role r on r.user_id = u.id
    where r.role = 'admin' and u.disabled_at is null and u.username <> ${username} order by u.username
    limit ${MAX_TOLD}::int`;
  return rows.map((row) => row.username);
}

function record(
  person: Person,
  address: string,
  { permission, page }: AccessRequest,
  told: readonly string[],
): AuditRecord {
  return recordOfPerson(person, address, {
    operation: ACCESS_OPERATION,
    risk: 'low',
    permission,
    targetKind: 'permission',
    targetKey: permission,
    after: { permission, page, told },
    tells: told.map(
      (username): Notice => ({
        username,
        kind: 'access',
        event: 'accessAsked',
        target: { kind: 'permission', key: permission },
        processId: null,
        facts: { who: person.name, name: permission, page },
      }),
    ),
  });
}
