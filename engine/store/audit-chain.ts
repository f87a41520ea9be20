import { createHash } from 'node:crypto';
import type { AuditRecord } from './audit-record.ts';
import type { Queryable } from './connection.ts';

export interface AuditOutcome { readonly outcome: 'done' | 'refused' | 'denied' | 'failed'; readonly text: string | null }
export interface AuditEntry { readonly record: AuditRecord; readonly outcome: AuditOutcome; readonly at: number }

const COLUMNS = [
  'actor_kind', 'actor_id', 'actor_name', 'actor_role', 'session_id', 'address', 'channel', 'operation', 'risk', 'permission',
  'target_kind', 'target_key', 'instance_key', 'definition_key', 'element_id', 'business_key', 'reason_code', 'ticket', 'note',
  'before', 'after', 'outcome', 'outcome_text',
] as const;

const INSERT = `insert into audit_entry (n, at, ${COLUMNS.join(', ')}, previous_hash, hash) values (${Array.from({ length: COLUMNS.length + 4 }, (_, i) => `$${i + 1}`).join(', ')})`;

/**
 * Appends entries to the chain, in the transaction of what they record. The head's row lock lasts until its commit, so
 * that the chain has no forks whatever the number of nodes.
 */
export async function appendAudit(transaction: Queryable, entries: readonly AuditEntry[]): Promise<void> {
  const { rows: [head] } = await transaction.query<{ n: string; hash: string }>({ name: 'audit_head', text: 'select n, hash from audit_head for update' });
  if (!head) throw new Error('the head of the audit chain is missing');
  let n = BigInt(head.n);
  let { hash } = head;
  for (const entry of entries) {
    n += 1n;
    const values = cellsOf(entry);
    const next = entryHash(hash, String(n), entry.at, values);
    await transaction.query({ name: 'audit_entry', text: INSERT, values: [String(n), new Date(entry.at), ...values.map((value, i) => (isJson(i) && value !== null ? JSON.stringify(value) : value)), hash, next] });
    hash = next;
  }
  await transaction.query({ name: 'audit_head_moves', text: 'update audit_head set n = $1, hash = $2', values: [String(n), hash] });
}

/** n of the first entry that does not fit its predecessor; null: the whole chain holds. */
export async function firstBrokenEntry(connection: Queryable): Promise<string | null> {
  let previous = { n: '0', hash: '0'.repeat(64) };
  for (;;) {
    const { rows } = await connection.query<Record<string, unknown> & { n: string; at: number; hash: string; previous_hash: string }>({ text: 'select * from audit_entry where n > $1 order by n limit 1000', values: [previous.n] });
    for (const row of rows) {
      const isNext = BigInt(row.n) === BigInt(previous.n) + 1n && row.previous_hash === previous.hash;
      if (!isNext || row.hash !== entryHash(previous.hash, row.n, row.at, COLUMNS.map((column) => row[column] ?? null))) return row.n;
      previous = { n: row.n, hash: row.hash };
    }
    if (rows.length === 0) break;
  }
  const { rows: [head] } = await connection.query<{ n: string; hash: string }>({ text: 'select n, hash from audit_head' });
  // Entries that were cut off the end show in the head.
  return head?.n === previous.n && head.hash === previous.hash ? null : String(BigInt(previous.n) + 1n);
}

function isJson(column: number): boolean { return COLUMNS[column] === 'before' || COLUMNS[column] === 'after'; }

function cellsOf({ record: r, outcome }: AuditEntry): unknown[] {
  return [
    r.actorKind, r.actorId, r.actorName, r.actorRole, r.sessionId, r.address, r.channel, r.operation, r.risk, r.permission,
    r.targetKind, r.targetKey, r.instanceKey, r.definitionKey, r.elementId, r.businessKey, r.reasonCode, r.ticket, r.note,
    r.before ?? null, r.after ?? null, outcome.outcome, outcome.text,
  ];
}

function entryHash(previous: string, n: string, at: number, cells: readonly unknown[]): string {
  return createHash('sha256').update(`${previous}\n${stableText([n, at, ...cells])}`).digest('hex');
}

/** JSON with sorted names: jsonb keeps no order. */
function stableText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => stableText(item ?? null)).join()}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value).filter(([, item]) => item !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => `${JSON.stringify(name)}:${stableText(item)}`).join()}}`;
  }
  return JSON.stringify(value);
}
