import type { Instant } from '../core/state.ts';
import { AUDIT_FIELDS, type AuditEntryToWrite, chainHash, columnOf } from './audit-entries.ts';
import type { AuditRecord } from './audit-record.ts';
import type { Queryable } from './connection.ts';

/** An entry as it is kept, with its place in the chain. */
export interface ChainEntry extends AuditEntryToWrite {
  readonly n: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** The last link that was found sound. */
export interface ChainEnd {
  readonly n: bigint;
  readonly hash: string;
}

/** Before the first entry. */
const CHAIN_START: ChainEnd = { n: 0n, hash: '0'.repeat(64) };

export type ChainBreak = 'missing' | 'changed' | 'unlinked';

/**
 * missing: the number that should follow is not there. unlinked: it does not continue the entry before, so one of the
 * two was put in afterwards. changed: its words are not those that its hash was made of. null: sound.
 */
export function checkLink(end: ChainEnd, entry: ChainEntry): ChainBreak | null {
  if (BigInt(entry.n) !== end.n + 1n) return 'missing';
  if (entry.previousHash !== end.hash) return 'unlinked';
  return isItsOwn(entry) ? null : 'changed';
}

/** Whether the words are those that the hash was made of. */
export const isItsOwn = (entry: ChainEntry): boolean => chainHash(entry.previousHash, entry.n, entry) === entry.hash;

export interface AuditVerification {
  readonly checkedTo: string;
  /** Hash of that entry: noted elsewhere it proves later that nothing up to it was made anew. */
  readonly lastHash: string;
  /** The first number whose entry is changed or missing. */
  readonly brokenAt: string | null;
  readonly reason: ChainBreak | null;
}

interface EntryRow {
  n: string;
  at: Instant;
  outcome: AuditEntryToWrite['outcome'];
  outcome_text: string | null;
  before: unknown;
  after: unknown;
  details: unknown;
  undoes: string | null;
  previous_hash: string;
  hash: string;
  [column: string]: unknown;
}
interface HeadRow {
  n: string;
  hash: string;
  newest: string | null;
}

/** Entries that are read and computed in one go: a few milliseconds, then others have their turn. */
const PAGE_SIZE = 200;

/** The entries after a number up to another, in their order, some at a time by the primary key. */
export async function* chainPages(
  connection: Queryable,
  after: bigint,
  upTo: bigint,
): AsyncGenerator<readonly ChainEntry[]> {
  let last = after;
  for (;;) {
    const { rows } = await connection.query<EntryRow>({
      text: 'select * from audit_entry where n > $1 and n <= $2 order by n limit $3',
      values: [last.toString(), upTo.toString(), PAGE_SIZE],
    });
    const newest = rows.at(-1);
    if (newest === undefined) return;
    yield rows.map(entryOf);
    last = BigInt(newest.n);
  }
}

/** These entries, in their order. */
export async function chainEntries(connection: Queryable, numbers: readonly string[]): Promise<readonly ChainEntry[]> {
  return (
    await connection.query<EntryRow>({
      text: 'select * from audit_entry where n = any($1::bigint[]) order by n',
      values: [numbers],
    })
  ).rows.map(entryOf);
}

/** A part of the chain: how far it is sound, how far the log goes, and what is wrong. */
export interface AuditPart extends AuditVerification {
  readonly newest: string;
}

/** Entries of one part: some tens of milliseconds of work in turns of a few. */
const PART_SIZE = 2_000;

/**
 * Computes the next part of the chain after a link that was found sound; null: from its beginning. The chain is sound
 * when
 * `checkedTo` has come to `newest`: the last part also holds it against the head.
 */
export async function verifyAuditPart(connection: Queryable, after: ChainEnd | null): Promise<AuditPart> {
  const head = await headOf(connection);
  const last = BigInt(head.n);
  const from = after ?? CHAIN_START;
  const upTo = from.n + BigInt(PART_SIZE);
  const { end, reason } = await follow(connection, from, upTo < last ? upTo : last);
  if (reason !== null) return { ...broken(end, reason), newest: head.n };
  return { ...(end.n < last ? soundTo(end) : againstHead(end, head)), newest: head.n };
}

/** Number of the newest entry. */
export const newestEntry = async (connection: Queryable): Promise<bigint> => BigInt((await headOf(connection)).n);

/**
 * Reads the chain as long as it was when this began, and computes it again; what is written meanwhile is for the next
 * time.
 * `progress` hears after each page how far it is.
 */
export async function verifyAuditChain(
  connection: Queryable,
  progress: (checkedTo: bigint, of: bigint) => void = () => undefined,
): Promise<AuditVerification> {
  const head = await headOf(connection);
  const { end, reason } = await follow(connection, CHAIN_START, BigInt(head.n), progress);
  return reason === null ? againstHead(end, head) : broken(end, reason);
}

/** Goes from link to link up to a number that there must be. `reason` null: all are sound. */
async function follow(
  connection: Queryable,
  from: ChainEnd,
  upTo: bigint,
  progress: (checkedTo: bigint, of: bigint) => void = () => undefined,
): Promise<{ readonly end: ChainEnd; readonly reason: ChainBreak | null }> {
  let end = from;
  for await (const page of chainPages(connection, from.n, upTo)) {
    for (const entry of page) {
      const reason = checkLink(end, entry);
      if (reason !== null) return { end, reason };
      end = { n: BigInt(entry.n), hash: entry.hash };
    }
    progress(end.n, upTo);
  }
  return { end, reason: end.n < upTo ? 'missing' : null };
}

/** The newest link has to be the one that the next entry will continue, and nothing may stand behind it. */
function againstHead(end: ChainEnd, head: HeadRow): AuditVerification {
  const isBeyond = head.newest !== null && BigInt(head.newest) > BigInt(head.n);
  return end.hash !== head.hash || isBeyond ? broken(end, 'unlinked') : soundTo(end);
}

/** The head and the newest entry of one moment. */
async function headOf(connection: Queryable): Promise<HeadRow> {
  const head = (
    await connection.query<HeadRow>({
      text: 'select n, hash, (select max(n) from audit_entry) as newest from audit_head',
    })
  ).rows[0];
  if (!head) throw new Error('the head of the audit chain is missing');
  return head;
}

const soundTo = (end: ChainEnd): AuditVerification => ({
  checkedTo: end.n.toString(),
  lastHash: end.hash,
  brokenAt: null,
  reason: null,
});
const broken = (end: ChainEnd, reason: ChainBreak): AuditVerification => ({
  checkedTo: end.n.toString(),
  lastHash: end.hash,
  brokenAt: (end.n + 1n).toString(),
  reason,
});

function entryOf(row: EntryRow): ChainEntry {
  const fields = Object.fromEntries(AUDIT_FIELDS.map((field) => [field, row[columnOf(field)] ?? null]));
  const record = {
    ...fields,
    before: row.before,
    after: row.after,
    details: row.details,
    undoes: row.undoes,
  } as unknown as AuditRecord;
  return {
    n: row.n,
    at: row.at,
    record,
    outcome: row.outcome,
    outcomeText: row.outcome_text,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}
