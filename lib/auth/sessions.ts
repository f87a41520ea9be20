import { randomBytes } from 'node:crypto';
import type { Database } from '@/lib/db.ts';
import type { Person, RoleOfPerson } from './person.ts';
import { isRoleId } from './roles.ts';

/** A working day and a bit; signing in again starts a new session. */
export const SESSION_LENGTH_MS = 12 * 60 * 60 * 1000;
/** Without a request for this long the session is over. */
const IDLE_LIMIT_MS = 2 * 60 * 60 * 1000;
/** How long a revocation, a new role or a disabled account may go unnoticed on a node. */
const CACHE_MS = 2_000;
const CACHE_LIMIT = 10_000;
const SEEN_STEP_MS = 60_000;
const ID_BYTES = 32;

export interface NewSession {
  readonly userId: string;
  readonly address: string | null;
  readonly userAgent: string | null;
}

interface Cached {
  readonly person: Person | null;
  readonly readAt: number;
}

/**
 * Sessions as rows: the cookie only names one, so that signing out, disabling an account or taking a role away
 * works on the next request, whatever the cookie says.
 */
export class Sessions {
  readonly #database: Database;
  readonly #cache = new Map<string, Cached>();

  constructor(database: Database) {
    this.#database = database;
  }

  async create(session: NewSession): Promise<string> {
    const id = randomBytes(ID_BYTES).toString('base64url');
    const now = new Date();
    await this.#database.session.create({
      data: {
        id,
        userId: session.userId,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + SESSION_LENGTH_MS),
        address: session.address,
        userAgent: session.userAgent?.slice(0, 300) ?? null,
      },
    });
    return id;
  }

  /** Null: no such session, or it is over. */
  async find(id: string): Promise<Person | null> {
    const now = Date.now();
    const cached = this.#cache.get(id);
    if (cached !== undefined && now - cached.readAt < CACHE_MS) return cached.person;
    const person = await this.#read(id, new Date(now));
    if (this.#cache.size >= CACHE_LIMIT) this.#cache.clear();
    this.#cache.set(id, { person, readAt: now });
    return person;
  }

  async revoke(id: string, because: string): Promise<void> {
    this.#cache.delete(id);
    await this.#database.session.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: new Date(), revokedBecause: because },
    });
  }

  async revokeAllOf(userId: string, because: string): Promise<void> {
    this.#cache.clear();
    await this.#database.session.updateMany({
      where: { userId, revokedAt: null },
      data: { revokedAt: new Date(), revokedBecause: because },
    });
  }

  async #read(id: string, now: Date): Promise<Person | null> {
    const session = await this.#database.session.findUnique({ where: { id } });
    if (session === null || session.revokedAt !== null || session.expiresAt <= now) return null;
    if (now.getTime() - session.lastSeenAt.getTime() > IDLE_LIMIT_MS) return null;
    const [user, roles] = await Promise.all([
      this.#database.appUser.findUnique({ where: { id: session.userId } }),
      this.#database.$queryRaw<
        { role: string; definitions: string[] | null }[]
      >`select role, definitions from user_role where user_id = ${session.userId} order by role`,
    ]);
    if (user === null || user.disabledAt !== null) return null;
    if (now.getTime() - session.lastSeenAt.getTime() > SEEN_STEP_MS) {
      await this.#database.session.update({ where: { id }, data: { lastSeenAt: now }, select: { id: true } });
    }
    return {
      userId: user.id,
      username: user.username,
      name: user.name,
      groups: user.groups,
      roles: roles.flatMap(toRole),
      sessionId: id,
    };
  }
}

/** A role that this version does not know gives nothing. */
function toRole(row: { role: string; definitions: string[] | null }): RoleOfPerson[] {
  return isRoleId(row.role) ? [{ id: row.role, definitions: row.definitions }] : [];
}

const SESSIONS = Symbol.for('wheelhouse.sessions');
type Holder = { [SESSIONS]?: { readonly database: Database; readonly sessions: Sessions } };

/** One cache per process: sign-out in one route has to be seen by all the others. */
export function sessionsOf(database: Database): Sessions {
  const holder = globalThis as Holder;
  const held = holder[SESSIONS];
  if (held !== undefined && held.database === database) return held.sessions;
  const sessions = new Sessions(database);
  holder[SESSIONS] = { database, sessions };
  return sessions;
}
