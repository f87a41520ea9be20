import type { Engine } from '@/engine/index.ts';
import type { Person } from '@/lib/auth/person.ts';
import { type Database, Prisma } from '@/lib/db.ts';

/** A page whose node died is forgotten after this time; its channel renews it each fifteen seconds. */
const EXPIRY_SECONDS = 40;

interface Parts {
  readonly database: Database;
  readonly engine: Engine;
}
interface Placed {
  readonly page: string;
  readonly person: Person;
  readonly instance: string | null;
  readonly isChanging: boolean;
}

/**
 * Says what a page shows, whichever node holds its channel. A page id is a secret of its page: nobody moves another
 * person's.
 */
export async function placePage(
  { database, engine }: Parts,
  { page, person, instance, isChanging }: Placed,
): Promise<void> {
  if (instance === null) {
    await removePage({ database, engine }, page, person.username);
    return;
  }
  const rows = await database.$queryRaw<{ former: string | null }[]>(Prisma.sql`
    with former as (select instance_key from presence where page = ${page})
    insert into presence as p (page, username, name, instance_key, is_changing, expires_at)
    values (${page}, ${person.username}, ${person.name}, ${instance}::bigint, ${isChanging},
      now() + make_interval(secs => ${EXPIRY_SECONDS}))
    on conflict (page) do update set instance_key = excluded.instance_key, is_changing = excluded.is_changing,
      expires_at = excluded.expires_at where p.username = excluded.username
    returning (select instance_key::text from former) as former`);
  const [row] = rows;
  if (row !== undefined)
    engine.announce('presence', [...new Set([instance, ...(row.former === null ? [] : [row.former])])]);
}

export async function removePage({ database, engine }: Parts, page: string, username: string): Promise<void> {
  const gone = await database.$queryRaw<{ key: string }[]>(
    Prisma.sql`delete from presence where page = ${page} and username = ${username}
      returning instance_key::text as key`,
  );
  if (gone.length > 0)
    engine.announce(
      'presence',
      gone.map(({ key }) => key),
    );
}

/** With the channel's beat: its page is still there, and pages that nobody renewed are not. */
export async function renewPage({ database, engine }: Parts, page: string): Promise<void> {
  const gone = await database.$queryRaw<{ key: string }[]>(Prisma.sql`
    with renewed as (update presence set expires_at = now() + make_interval(secs => ${EXPIRY_SECONDS})
      where page = ${page})
    delete from presence where expires_at < now() and page <> ${page} returning instance_key::text as key`);
  if (gone.length > 0) engine.announce('presence', [...new Set(gone.map(({ key }) => key))]);
}
