import { createHash } from 'node:crypto';
import type { Instant } from '../core/state.ts';
import type { AuditRecord } from './audit-record.ts';
import type { Queryable } from './connection.ts';
import { binaryArray } from './binary-arrays.ts';
import { writeFollows, writeNotices } from './notices.ts';
import { arrayType, type ColumnType } from './tables.ts';

/** One entry to be written, with what came of it. */
export interface AuditEntryToWrite {
  readonly record: AuditRecord;
  readonly at: Instant;
  readonly outcome: 'done' | 'refused' | 'denied' | 'failed';
  readonly outcomeText: string | null;
}

interface Head {
  readonly n: string;
  readonly hash: string;
}

/**
 * Appends entries to the chain, within the transaction of what they record. The head's row is locked from here to
 * the commit, so entries of all nodes form one chain without gaps.
 */
export async function appendAuditEntries(connection: Queryable, entries: readonly AuditEntryToWrite[]): Promise<void> {
  const head = (await connection.query<Head>({ name: 'audit head', text: 'select n, hash from audit_head for update' }))
    .rows[0];
  if (!head) throw new Error('the head of the audit chain is missing');
  let { hash } = head;
  let n = BigInt(head.n);
  const links: Link[] = [];
  for (const entry of entries) {
    n += 1n;
    const previous = hash;
    hash = chainHash(previous, n.toString(), entry);
    links.push({ n: n.toString(), previous, hash, entry });
  }
  await insertLinks(connection, links);
  await connection.query({
    name: 'move audit head',
    text: 'update audit_head set n = $1, hash = $2',
    values: [n.toString(), hash],
  });
  for (const entry of entries) if (entry.outcome === 'done') await writeCompany(connection, entry);
}

/** What goes along with an entry: watches before notices, as somebody who ends to watch is told by the deed itself. */
async function writeCompany(
  connection: Queryable,
  { record: { follows = [], tells = [], targetKey }, at }: AuditEntryToWrite,
): Promise<void> {
  const keyed = follows.flatMap(({ key, ...follow }) => {
    const named = key ?? targetKey;
    return named === null ? [] : [{ ...follow, key: named }];
  });
  await writeFollows(connection, keyed, at);
  await writeNotices(connection, tells, at);
}

/** One entry about what this very transaction has done; without a record nobody asked for one. */
export async function appendDone(connection: Queryable, record: AuditRecord | undefined, at: Instant): Promise<void> {
  if (record !== undefined) await appendAuditEntries(connection, [{ record, at, outcome: 'done', outcomeText: null }]);
}

/** sha256 over the hash before and the entry's own words, as hex. `checkLink` computes the same from what was kept. */
export function chainHash(
  previous: string,
  n: string,
  { record, at, outcome, outcomeText }: AuditEntryToWrite,
): string {
  const words: unknown[] = [
    previous,
    n,
    at,
    AUDIT_FIELDS.map((field) => record[field] ?? null),
    canonical(record.before),
    canonical(record.after),
    outcome,
    outcomeText,
  ];
  // Entries that have neither keep the hash that they had before these columns were there.
  if (hasValue(record.details) || hasValue(record.undoes)) words.push(canonical(record.details), record.undoes ?? null);
  return createHash('sha256').update(JSON.stringify(words)).digest('hex');
}

const hasValue = (value: unknown): boolean => value !== undefined && value !== null;

export const AUDIT_FIELDS = [
  'actorKind',
  'actorId',
  'actorName',
  'actorRole',
  'sessionId',
  'address',
  'channel',
  'operation',
  'risk',
  'permission',
  'targetKind',
  'targetKey',
  'instanceKey',
  'definitionKey',
  'elementId',
  'businessKey',
  'reasonCode',
  'ticket',
  'note',
] as const;

/** jsonb does not keep the order of names, so the hash takes them sorted. */
function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

interface Link {
  readonly n: string;
  readonly previous: string;
  readonly hash: string;
  readonly entry: AuditEntryToWrite;
}

/** Name of the column that keeps a field. */
export const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const KEYS: ReadonlySet<string> = new Set(['instanceKey', 'definitionKey']);
interface Column {
  readonly name: string;
  readonly type: ColumnType;
  of(link: Link): unknown;
}
const COLUMNS: readonly Column[] = [
  { name: 'n', type: 'bigint', of: ({ n }) => n },
  { name: 'at', type: 'timestamptz', of: ({ entry }) => entry.at },
  ...AUDIT_FIELDS.map(
    (field): Column => ({
      name: columnOf(field),
      type: KEYS.has(field) ? 'bigint' : 'text',
      of: ({ entry }) => entry.record[field],
    }),
  ),
  { name: 'before', type: 'jsonb', of: ({ entry }) => entry.record.before },
  { name: 'after', type: 'jsonb', of: ({ entry }) => entry.record.after },
  { name: 'outcome', type: 'text', of: ({ entry }) => entry.outcome },
  { name: 'outcome_text', type: 'text', of: ({ entry }) => entry.outcomeText },
  { name: 'details', type: 'jsonb', of: ({ entry }) => entry.record.details },
  { name: 'undoes', type: 'bigint', of: ({ entry }) => entry.record.undoes },
  { name: 'previous_hash', type: 'text', of: ({ previous }) => previous },
  { name: 'hash', type: 'text', of: ({ hash }) => hash },
];
const NAMES = COLUMNS.map(({ name }) => `"${name}"`).join(', ');
const INSERT = `insert into audit_entry (${NAMES})
  select ${COLUMNS.map(({ name, type }) => `v."${name}"${arrayType(type).cast}`).join(', ')}
  from unnest(${COLUMNS.map(({ type }, i) => `$${i + 1}::${arrayType(type).sent}`).join(', ')}) as v(${NAMES})`;

/** All entries of a commit as one statement: they hold the head until it. */
async function insertLinks(connection: Queryable, links: readonly Link[]): Promise<void> {
  await connection.query({
    name: 'audit entries',
    text: INSERT,
    values: COLUMNS.map(({ type, of }) => binaryArray(type, links.map(of))),
  });
}
