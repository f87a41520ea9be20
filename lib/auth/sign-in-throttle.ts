import type { Database } from '@/lib/db.ts';

/** Tries that cost nothing: people mistype. An address may be an office full of people. */
const FREE_FAILURES = { user: 3, address: 20 } as const;
/** The wait doubles with each further failure: 3, 6, 12, 24, 48, 60 s. */
const FIRST_WAIT_S = 3;
const MAX_WAIT_S = 60;
/** Failures are forgotten after this long without a new one. */
const FORGET_AFTER_MINUTES = 15;

export interface SignInPlace {
  readonly username: string;
  readonly address: string;
}

/**
 * Slows guessing down, per user name (known or not) and per address. A try is counted before the password is looked
 * at, so that a thousand tries at the same time get no further than one after the other.
 */
export async function countAttempt(
  database: Database,
  place: SignInPlace,
): Promise<{ readonly blockedUntil: Date | null }> {
  for (const [subject, free] of subjects(place)) {
    const blockedUntil = await countOne(database, subject, free);
    if (blockedUntil !== null) return { blockedUntil };
  }
  return { blockedUntil: null };
}

/** The password was right: the user's failures are forgotten, the address gets back the one that was counted. */
export async function forgiveAttempt(database: Database, place: SignInPlace): Promise<void> {
  await database.$executeRaw`delete from login_attempt where subject = ${`user:${place.username}`}
    or last_failed_at < now() - interval '1 day'`;
  await database.$executeRaw`update login_attempt set failures = greatest(failures - 1, 0), blocked_until = null
    where subject = ${`address:${place.address}`}`;
}

function subjects(place: SignInPlace): readonly (readonly [string, number])[] {
  return [
    [`address:${place.address}`, FREE_FAILURES.address],
    [`user:${place.username}`, FREE_FAILURES.user],
  ];
}

/** Null: counted, go on. */
async function countOne(database: Database, subject: string, free: number): Promise<Date | null> {
  const counted = await database.$queryRaw<{ failures: number }[]>`
    with last as (select ${FORGET_AFTER_MINUTES}::int * interval '1 minute' as forget)
    insert into login_attempt as a (subject, failures, last_failed_at, blocked_until)
    values (${subject}, 1, clock_timestamp(), null)
    on conflict (subject) do update set
      failures = case when a.last_failed_at < now() - (select forget from last) then 1 else a.failures + 1 end,
      last_failed_at = clock_timestamp(),
      blocked_until = case
        when a.last_failed_at < now() - (select forget from last) or a.failures + 1 < ${free}::int then null
        else clock_timestamp() + least(${MAX_WAIT_S}::int,
          ${FIRST_WAIT_S}::int * power(2, least(a.failures + 1 - ${free}::int, 10))) * interval '1 second' end
    where a.blocked_until is null or a.blocked_until <= clock_timestamp()
    returning failures`;
  if (counted.length > 0) return null;
  const [row] = await database.loginAttempt.findMany({ where: { subject }, select: { blockedUntil: true } });
  return row?.blockedUntil ?? null;
}
