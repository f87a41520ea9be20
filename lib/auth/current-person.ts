import { decode } from 'next-auth/jwt';
import type { Database } from '@/lib/db.ts';
import { type AuthSettings, sessionCookieName } from './auth-settings.ts';
import type { Person } from './person.ts';
import { sessionsOf } from './sessions.ts';

/** Longer than any cookie of ours: not worth decrypting. */
const MAX_COOKIE_LENGTH = 4_096;

/** Who sends this request, by its cookie and the session's row. Null: nobody that is signed in. */
export async function currentPerson(
  headers: Headers,
  database: Database,
  settings: AuthSettings,
): Promise<Person | null> {
  const sessionId = await sessionIdOf(headers, settings);
  return sessionId === null ? null : sessionsOf(database).find(sessionId);
}

async function sessionIdOf(headers: Headers, settings: AuthSettings): Promise<string | null> {
  const cookie = cookieOf(headers, sessionCookieName(settings));
  if (cookie === null || cookie.length > MAX_COOKIE_LENGTH) return null;
  try {
    const token = await decode({ token: decodeURIComponent(cookie), secret: settings.secret });
    return typeof token?.sessionId === 'string' ? token.sessionId : null;
  } catch {
    // Not percent-encoded, not encrypted with our secret, or out of date: the same as no cookie.
    return null;
  }
}

function cookieOf(headers: Headers, name: string): string | null {
  for (const part of (headers.get('cookie') ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}
