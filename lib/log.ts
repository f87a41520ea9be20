export type LogLevel = 'info' | 'warn' | 'error';
export type LogDetails = Readonly<Record<string, unknown>>;

/** A text that grew without end would hide the others. */
const maxTextLength = 4_000;
const hidden = '(hidden)';
const secretNames = /secret|password|authorization|cookie|token|databaseurl/i;
const urlPassword = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s/@]+@/gi;

/**
 * One JSON object per line on standard error: line breaks and control characters of what a caller sent are escaped, so
 * nobody can forge a line, and fields named like secrets and passwords within addresses are left out.
 */
export function log(level: LogLevel, message: string, details: LogDetails = {}): void {
  process.stderr.write(`${logLine(level, message, details)}\n`);
}

export function logLine(level: LogLevel, message: string, details: LogDetails): string {
  const fields = Object.entries(details).map(([name, value]) => [name, secretNames.test(name) ? hidden : safe(value)]);
  return JSON.stringify({ at: new Date().toISOString(), level, message: safe(message), ...Object.fromEntries(fields) });
}

function safe(value: unknown): unknown {
  if (typeof value === 'string') return withoutPasswords(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Error) return withoutPasswords(value.stack ?? value.message);
  if (typeof value !== 'object' || value === null) return value;
  return withoutPasswords(
    JSON.stringify(value, (name, inner: unknown) =>
      secretNames.test(name) ? hidden : typeof inner === 'bigint' ? String(inner) : inner,
    ),
  );
}

function withoutPasswords(text: string): string {
  const cut = text.length > maxTextLength ? `${text.slice(0, maxTextLength)}… (${text.length} characters)` : text;
  // JSON.stringify leaves C1 controls and line separators as they are.
  return cut
    .replace(urlPassword, `$1:${hidden}@`)
    .replace(/[\u007f-\u009f\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
