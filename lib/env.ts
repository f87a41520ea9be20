import { isIP } from 'node:net';
import { type Setting, type SettingName, settings } from './env-table.ts';

/** What the environment says, checked. The only reader of `process.env` in the product. */
export interface Env {
  /** null: embedded. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly host: string;
  readonly consolePort: number;
  readonly consoleUrl: string;
  /** A proxy stands before the console: who says its address in front of it, says so. */
  readonly isBehindProxy: boolean;
  readonly apiHost: string;
  readonly apiPort: number;
  readonly isApiAuthRequired: boolean;
  readonly isJobExecutorOn: boolean;
  readonly mayKeepProcessorsAwake: boolean;
  /** null: history is cleaned up by request alone. */
  readonly historyCleanUpWindow: { readonly startMinute: number; readonly endMinute: number } | null;
  /** null: no delegates are registered. */
  readonly delegatesFile: string | null;
  readonly areUnknownDelegatesTopics: boolean;
  readonly allowedHttpAddresses: readonly URL[];
  readonly mailServer: { readonly url: string; readonly from: string } | undefined;
  readonly nodeName: string | undefined;
  readonly secret: string;
  readonly isDemo: boolean;
}

/** All that is wrong with the environment, in sentences that name the variables. */
class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

const maxPort = 65_535;

/** What is going to be started: an engine node whose APIs ask for no credentials signs nothing and needs no secret. */
export type Part = 'console' | 'engine';

export function readEnv(part: Part, source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const isSecretNeeded = part === 'console' || source.WHEELHOUSE_API_AUTH !== 'none';
  const problems: string[] = [];
  const values = new Map<SettingName, string | null>();
  for (const setting of settings) {
    // Set but empty is how compose files and CI say "not set".
    const value = source[setting.name] || setting.default;
    const problem = problemOf(setting, value, isSecretNeeded);
    if (problem) problems.push(problem);
    values.set(setting.name, value);
  }
  const text = (name: SettingName): string => values.get(name) ?? '';
  const env: Env = {
    databaseUrl: values.get('DATABASE_URL') ?? null,
    dataDir: text('WHEELHOUSE_DATA_DIR'),
    host: text('WHEELHOUSE_HOST'),
    consolePort: Number(text('WHEELHOUSE_CONSOLE_PORT')),
    consoleUrl: values.get('WHEELHOUSE_CONSOLE_URL') ?? `http://localhost:${text('WHEELHOUSE_CONSOLE_PORT')}`,
    isBehindProxy: (values.get('WHEELHOUSE_CONSOLE_URL') ?? null) !== null,
    apiHost: text('WHEELHOUSE_API_HOST'),
    apiPort: Number(text('WHEELHOUSE_API_PORT')),
    isApiAuthRequired: text('WHEELHOUSE_API_AUTH') === 'required',
    isJobExecutorOn: text('WHEELHOUSE_JOB_EXECUTOR') === 'on',
    mayKeepProcessorsAwake: text('WHEELHOUSE_KEEP_PROCESSORS_AWAKE') === 'on',
    historyCleanUpWindow: hoursIn(text('WHEELHOUSE_HISTORY_CLEANUP_WINDOW')),
    delegatesFile: values.get('WHEELHOUSE_DELEGATES') ?? null,
    areUnknownDelegatesTopics: text('WHEELHOUSE_UNKNOWN_DELEGATES') === 'topic',
    allowedHttpAddresses: addressesIn(text('WHEELHOUSE_HTTP_CONNECTOR_ALLOW')),
    mailServer: values.get('WHEELHOUSE_SMTP_URL')
      ? { url: text('WHEELHOUSE_SMTP_URL'), from: text('WHEELHOUSE_MAIL_FROM') }
      : undefined,
    nodeName: values.get('WHEELHOUSE_NODE_NAME') ?? undefined,
    secret: text('WHEELHOUSE_SECRET'),
    isDemo: text('WHEELHOUSE_DEMO') === 'on',
  };
  problems.push(...contradictions(env));
  if (problems.length > 0) throw new EnvironmentError(problems.join('\n'));
  return env;
}

/** Never quotes the value: it may be a secret that got into the wrong variable. */
function problemOf(setting: Setting, value: string | null, isSecretNeeded: boolean): string | null {
  if (value === null)
    return setting.required && isSecretNeeded ? `${setting.name} is missing. ${setting.description}` : null;
  if (setting.minLength !== undefined && value.length < setting.minLength)
    return `${setting.name} is too short: it needs at least ${setting.minLength} characters.`;
  switch (setting.type) {
    case 'port':
      return /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= maxPort
        ? null
        : `${setting.name} must be a port number from 1 to ${maxPort}.`;
    case 'choice':
      return setting.choices?.includes(value)
        ? null
        : `${setting.name} must be one of: ${setting.choices?.join(', ')}.`;
    case 'address':
      return value === 'localhost' || isIP(value) !== 0 ? null : `${setting.name} must be an IP address or localhost.`;
    case 'url':
      return urlProblem(setting.name, value);
    case 'urls':
      return (
        partsOf(value)
          .map((part) => urlProblem(setting.name, part))
          .find((problem) => problem !== null) ?? null
      );
    case 'hours':
      return hoursIn(value) === null ? `${setting.name} must be two times of the day, 22:00-05:30 say.` : null;
    case 'file':
    case 'folder':
    case 'text':
      return value.includes('\0') ? `${setting.name} contains the character U+0000.` : null;
  }
}

const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

/** Minutes since midnight; null: these are no hours. */
function hoursIn(text: string): { startMinute: number; endMinute: number } | null {
  const parts = HOURS.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [startHour = 0, startMinute = 0, endHour = 0, endMinute = 0] = parts;
  return { startMinute: startHour * 60 + startMinute, endMinute: endHour * 60 + endMinute };
}

const partsOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
const addressesIn = (text: string): URL[] =>
  partsOf(text).flatMap((part) => (URL.canParse(part) ? [new URL(part)] : []));

/** Of addresses that are none of the web. */
const SCHEMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['DATABASE_URL', ['postgresql:', 'postgres:']],
  ['WHEELHOUSE_SMTP_URL', ['smtp:', 'smtps:']],
]);

function urlProblem(name: string, value: string): string | null {
  const schemes = SCHEMES.get(name) ?? ['http:', 'https:'];
  return URL.canParse(value) && schemes.includes(new URL(value).protocol)
    ? null
    : `${name} must be an address that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}.`;
}

function contradictions(env: Env): string[] {
  const problems: string[] = [];
  if (!env.isApiAuthRequired && !isLoopback(env.apiHost))
    problems.push(
      'WHEELHOUSE_API_AUTH=none is accepted only while WHEELHOUSE_API_HOST is a loopback address (127.0.0.1, ::1, localhost).',
    );
  if (env.isDemo && !(isLoopback(env.host) && isLoopback(env.apiHost)))
    problems.push(
      "WHEELHOUSE_DEMO=on is accepted only while WHEELHOUSE_HOST and WHEELHOUSE_API_HOST are loopback addresses: the demo's passwords are public.",
    );
  if (env.isDemo && env.databaseUrl !== null)
    problems.push(
      "WHEELHOUSE_DEMO=on and DATABASE_URL exclude each other: demo accounts never get into a database that is not the demo's own.",
    );
  if (env.mailServer?.from === '')
    problems.push('WHEELHOUSE_SMTP_URL needs WHEELHOUSE_MAIL_FROM: mails are from somebody.');
  if (env.consolePort === env.apiPort && env.host === env.apiHost)
    problems.push(
      'WHEELHOUSE_CONSOLE_PORT and WHEELHOUSE_API_PORT are the same: the worker APIs have a listener of their own.',
    );
  return problems;
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
