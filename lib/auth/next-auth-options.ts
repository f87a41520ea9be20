import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { z } from 'zod';
import type { AuditRecord } from '@/engine/index.ts';
import type { Database } from '@/lib/db.ts';
import { recordOfActor } from './record-of-person.ts';
import { normalUsername, verifyAccount } from './accounts.ts';
import { type AuthSettings, isSecure, sessionCookieName } from './auth-settings.ts';
import { SESSION_LENGTH_MS, sessionsOf } from './sessions.ts';
import { countAttempt, forgiveAttempt } from './sign-in-throttle.ts';

/**
 * Error codes that the sign-in page reads: `blocked:<ISO time>`, `unavailable` and next-auth's own `CredentialsSignin`.
 */
export const BLOCKED = 'blocked';
/** Sign-in itself failed, the database is away say. */
export const UNAVAILABLE = 'unavailable';
const MAX_FIELD_LENGTH = 256;
const CREDENTIALS = z.object({
  username: z.string().min(1).max(MAX_FIELD_LENGTH),
  password: z.string().min(1).max(MAX_FIELD_LENGTH),
});

/** What sign-in needs of the rest. `audit` writes an entry about a try. */
export interface AuthSurroundings {
  readonly database: Database;
  readonly settings: AuthSettings;
  audit(record: AuditRecord, outcome: { outcome: 'done' | 'denied'; text: string | null }): Promise<void>;
  /** To the log: what the person may not see. */
  report(error: unknown): void;
}

export interface SignInRequest {
  readonly address: string;
  readonly userAgent: string | null;
  /** Host as the browser names it. */
  readonly host: string | null;
}

/** next-auth for one request: the cookie carries nothing but the session's id. */
export function nextAuthOptions(surroundings: AuthSurroundings, request: SignInRequest): NextAuthOptions {
  const { database, settings } = surroundings;
  const maxAge = SESSION_LENGTH_MS / 1000;
  const secure = isSecure(settings);
  return {
    secret: settings.secret,
    session: { strategy: 'jwt', maxAge },
    jwt: { maxAge },
    useSecureCookies: secure,
    cookies: {
      sessionToken: {
        name: sessionCookieName(settings),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      },
    },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      CredentialsProvider({
        credentials: { username: { label: 'User name' }, password: { label: 'Password', type: 'password' } },
        authorize: (credentials) => signInOrSay(surroundings, request, credentials),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user === undefined ? token : { sessionId: user.id }),
      // The console asks the query `me`; this endpoint tells no more than whether somebody is signed in.
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url }) => sameOrigin(url, ownOrigin(settings, request.host)),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sessionId === 'string') await sessionsOf(database).revoke(token.sessionId, 'signed out');
      },
    },
    // Wrong passwords are in the audit log; what else goes wrong was reported where it happened.
    logger: {
      error: (code, metadata) =>
        code === 'CALLBACK_CREDENTIALS_HANDLER_ERROR' || surroundings.report(`${code} ${JSON.stringify(metadata)}`),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

/**
 * The console as this browser calls it. Besides the configured address only loopback is believed: there the same
 * console has several names.
 */
function ownOrigin(settings: AuthSettings, host: string | null): string {
  const configured = new URL(settings.consoleUrl);
  const isLoopback = host !== null && /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/.test(host);
  return isLoopback ? `${configured.protocol}//${host}` : configured.origin;
}

/** Anything but a page of ours leads to the start page. */
export function sameOrigin(url: string, baseUrl: string): string {
  try {
    const target = new URL(url, baseUrl);
    return target.origin === new URL(baseUrl).origin ? target.href : baseUrl;
  } catch {
    return baseUrl;
  }
}

/** The text of an error that is thrown here goes into the page's address: only our own codes may. */
async function signInOrSay(
  surroundings: AuthSurroundings,
  request: SignInRequest,
  credentials: unknown,
): Promise<{ id: string } | null> {
  try {
    return await signIn(surroundings, request, credentials);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith(`${BLOCKED}:`)) throw error;
    surroundings.report(error);
    throw new Error(UNAVAILABLE);
  }
}

/** The user object's id is the new session's: next-auth hands it to the `jwt` callback and nowhere else. */
async function signIn(
  surroundings: AuthSurroundings,
  request: SignInRequest,
  credentials: unknown,
): Promise<{ id: string } | null> {
  const { database } = surroundings;
  const parsed = CREDENTIALS.safeParse(credentials);
  if (!parsed.success) return null;
  const username = normalUsername(parsed.data.username);
  const { blockedUntil } = await countAttempt(database, { username, address: request.address });
  if (blockedUntil !== null) {
    await surroundings.audit(signInRecord(username, null, request), {
      outcome: 'denied',
      text: 'Too many failed tries',
    });
    throw new Error(`${BLOCKED}:${blockedUntil.toISOString()}`);
  }
  const account = await verifyAccount(database, username, parsed.data.password);
  if (account === null) {
    await surroundings.audit(signInRecord(username, null, request), {
      outcome: 'denied',
      text: 'Wrong user name or password',
    });
    return null;
  }
  await forgiveAttempt(database, { username, address: request.address });
  const id = await sessionsOf(database).create({
    userId: account.userId,
    address: request.address,
    userAgent: request.userAgent,
  });
  await surroundings.audit(signInRecord(account.username, account.name, request, id), { outcome: 'done', text: null });
  return { id };
}

function signInRecord(
  username: string,
  name: string | null,
  request: SignInRequest,
  sessionId: string | null = null,
): AuditRecord {
  return recordOfActor(
    { actorId: username, actorName: name, sessionId, address: request.address },
    { operation: 'session.sign-in', risk: 'low', targetKind: 'user', targetKey: username },
  );
}
