/** What sign-in has to know from the environment; boot gives it, nothing here reads the environment. */
export interface AuthSettings {
  /** Signs the session cookie. */
  readonly secret: string;
  /** Address of the console as people type it: with https the cookie is a secure one. */
  readonly consoleUrl: string;
}

const SETTINGS = Symbol.for('wheelhouse.auth-settings');
type Holder = { [SETTINGS]?: AuthSettings };

/** Signing with a short secret is no signing. */
const MIN_SECRET_LENGTH = 32;

/** Called once by boot. Next compiles instrumentation and routes apart: they meet on globalThis. */
export function configureAuth(settings: AuthSettings): void {
  if (settings.secret.length < MIN_SECRET_LENGTH)
    throw new Error(`The secret of the sessions needs at least ${MIN_SECRET_LENGTH} characters.`);
  (globalThis as Holder)[SETTINGS] = settings;
}

export function authSettings(): AuthSettings {
  const settings = (globalThis as Holder)[SETTINGS];
  if (settings === undefined) throw new Error('Sign-in is not configured yet: boot has not finished.');
  return settings;
}

/** The prefix binds a secure cookie to this very host. */
export function sessionCookieName(settings: AuthSettings): string {
  return isSecure(settings) ? '__Host-wheelhouse-session' : 'wheelhouse-session';
}

export function isSecure(settings: AuthSettings): boolean {
  return new URL(settings.consoleUrl).protocol === 'https:';
}
