import { setImmediate as othersTurn } from 'node:timers/promises';
import { type ChainEnd, type ChainEntry, isItsOwn } from './audit-chain.ts';
import { AUDIT_FIELDS } from './audit-entries.ts';
import type { AuditRecord } from './audit-record.ts';

/** One entry as one line of JSON, with all that its hash is made of. */
export function auditLine({ n, at, record, outcome, outcomeText, previousHash, hash }: ChainEntry): string {
  const fields = Object.fromEntries(AUDIT_FIELDS.map((field) => [field, record[field] ?? null]));
  return JSON.stringify({
    n,
    at: new Date(at).toISOString(),
    ...fields,
    before: record.before ?? null,
    after: record.after ?? null,
    outcome,
    outcomeText,
    details: record.details ?? null,
    undoes: record.undoes ?? null,
    previousHash,
    hash,
  });
}

/** What such a file proves. `problem` names the first line that is not sound. */
export interface AuditFileReport {
  readonly entries: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly lastHash: string | null;
  /** Places where numbers are left out: a part of the log proves each entry, but not what stood between. */
  readonly gaps: number;
  readonly problem: { readonly line: number; readonly text: string } | null;
}

/** Lines that are computed before others have their turn. */
const TOGETHER = 200;

/** Checks lines of `auditLine`, the whole log or a part of it, without a database. */
export async function checkAuditLines(lines: AsyncIterable<string> | Iterable<string>): Promise<AuditFileReport> {
  let report: AuditFileReport = { entries: 0, first: null, last: null, lastHash: null, gaps: 0, problem: null };
  let end: ChainEnd | null = null;
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    const entry = entryOfLine(text);
    const problem = entry === null ? 'this is no entry of an audit log' : problemOf(end, entry);
    if (entry === null || problem !== null) return { ...report, problem: { line, text: problem ?? '' } };
    const n = BigInt(entry.n);
    const isAfterGap = end !== null && n !== end.n + 1n;
    end = { n, hash: entry.hash };
    report = {
      entries: report.entries + 1,
      first: report.first ?? entry.n,
      last: entry.n,
      lastHash: entry.hash,
      gaps: report.gaps + (isAfterGap ? 1 : 0),
      problem: null,
    };
    if (line % TOGETHER === 0) await othersTurn();
  }
  return report;
}

function problemOf(end: ChainEnd | null, entry: ChainEntry): string | null {
  if (!isItsOwn(entry)) return `entry ${entry.n} is changed: its words are not those that its hash was made of`;
  if (end === null) return null;
  const n = BigInt(entry.n);
  if (n <= end.n) return `entry ${entry.n} stands after entry ${end.n}: the order is changed`;
  return n === end.n + 1n && entry.previousHash !== end.hash
    ? `entry ${entry.n} does not continue entry ${end.n}: one of the two was put in afterwards`
    : null;
}

const OUTCOMES: readonly unknown[] = ['done', 'refused', 'denied', 'failed'] satisfies readonly ChainEntry['outcome'][];
const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string';

/** null: it is none. */
function entryOfLine(text: string): ChainEntry | null {
  const read = objectOf(text);
  if (read === null) return null;
  const { n, at, outcome, outcomeText, previousHash, hash, undoes } = read;
  if (
    typeof n !== 'string' ||
    !/^\d{1,18}$/.test(n) ||
    typeof at !== 'string' ||
    Number.isNaN(Date.parse(at)) ||
    !OUTCOMES.includes(outcome)
  )
    return null;
  if (
    typeof previousHash !== 'string' ||
    typeof hash !== 'string' ||
    !isTextOrNull(outcomeText) ||
    !isTextOrNull(undoes)
  )
    return null;
  if (!AUDIT_FIELDS.every((field) => isTextOrNull(read[field]))) return null;
  return {
    n,
    at: Date.parse(at),
    record: read as unknown as AuditRecord,
    outcome: outcome as ChainEntry['outcome'],
    outcomeText,
    previousHash,
    hash,
  };
}

function objectOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
