import { createHash } from 'node:crypto';

const FINGERPRINT_LENGTH = 16;

/**
 * The same for failures that differ only in numbers, ids and quoted values: what groups incidents. Hex digits.
 */
export function incidentFingerprint(type: string, definition: string, elementId: string, message: string): string {
  return createHash('sha256')
    .update(`${type}\n${definition}\n${elementId}\n${withoutParticulars(message)}`)
    .digest('hex')
    .slice(0, FINGERPRINT_LENGTH);
}

function withoutParticulars(message: string): string {
  return message
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<id>')
    .replace(/'[^']*'|"[^"]*"/g, '<value>')
    .replace(/\b(?=\w*\d)\w+(?:[-_.:]\w+)*\b/g, '<n>')
    .replace(/\s+/g, ' ')
    .trim();
}
