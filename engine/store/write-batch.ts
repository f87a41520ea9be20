import type pg from 'pg';
import type { EngineEvent } from '../core/events.ts';
import type { Key, TreeState } from '../core/state.ts';
import { appendAudit, type AuditEntry } from './audit-chain.ts';
import { RowChanges } from './row-changes.ts';
import { rowsOf, type RowContext } from './rows-of.ts';
import { TreeView } from './tree-view.ts';
import { arrayOf, arrayType, columnTypes, type Table } from './tables.ts';

/** What one tree wants to have written: all of it or nothing. */
export interface TreePart {
  readonly base: TreeState;
  readonly next: TreeState;
  readonly events: readonly EngineEvent[];
  /** Leases that its commands relied on. */
  readonly leases: readonly { readonly jobKey: Key; readonly worker: string | null }[];
  /** A message started it: no other instance of the process may have the same key until it has ended. */
  readonly startLocks: readonly { readonly processId: string; readonly correlationKey: string; readonly instanceKey: Key }[];
  readonly audits: readonly AuditEntry[];
  /** The definition's timer that started it, with its next date; null: that was the last time. */
  readonly startTimer: { readonly jobKey: Key; readonly next: { readonly dueAt: number; readonly repeat: string | null } | null } | null;
}

/** version: another node was faster. lease: somebody else has the job. message: it went to that process already. */
export type Conflict = 'version' | 'lease' | 'message';
export type PartContext = Omit<RowContext, 'rows' | 'tree'>;
type Statement = { readonly name: string; readonly text: string; readonly values: unknown[] };

/**
 * Writes a batch in one transaction of two round trips: what can say no, then everything else with the commit. When
 * something says no, nothing is written and the answer names the trees.
 */
export async function writeBatch(client: pg.Client, parts: readonly TreePart[], context: PartContext): Promise<ReadonlyMap<Key, Conflict>> {
  const rows = new RowChanges();
  for (const part of parts) {
    const tree = new TreeView(part.base);
    for (const event of part.events) rowsOf(event, { ...context, rows, tree });
    if (part.startTimer?.next) rows.update('job', part.startTimer.jobKey, { ended_at: null, outcome: null, due_at: part.startTimer.next.dueAt, repeat: part.startTimer.next.repeat, worker: null, lock_until: null });
  }
  const conflicts = await openBatch(client, parts, rows);
  if (conflicts.size > 0) {
    await client.query('rollback');
    return conflicts;
  }
  try {
    const audits = parts.flatMap((part) => part.audits);
    if (audits.length > 0) await appendAudit(client, audits);
    const results = await Promise.allSettled([...statementsOf(rows, parts).map((statement) => client.query(statement)), client.query('commit')]);
    throwFirst(results);
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
  return conflicts;
}

async function openBatch(client: pg.Client, parts: readonly TreePart[], rows: RowChanges): Promise<Map<Key, Conflict>> {
  const conflicts = new Map<Key, Conflict>();
  const checks = [client.query('begin'), ...guards(parts, rows).map(async ({ statement, refused }) => {
    const { rows: passed } = await client.query<{ id: string }>(statement);
    for (const [treeKey, conflict] of refused(new Set(passed.map((row) => row.id)))) conflicts.set(treeKey, conflict);
  })];
  const results = await Promise.allSettled(checks);
  try {
    throwFirst(results);
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
  return conflicts;
}

/** The first failure is the cause; the statements behind it only say that the transaction is aborted. */
function throwFirst(results: readonly PromiseSettledResult<unknown>[]): void {
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

interface Guard { readonly statement: Statement; refused(passed: ReadonlySet<string>): [Key, Conflict][] }

function guards(parts: readonly TreePart[], rows: RowChanges): Guard[] {
  const list: Guard[] = [];
  const isEnded = (part: TreePart) => part.next.instances.size === 0;
  const versioned = (name: string, sql: string, chosen: readonly TreePart[]) => {
    if (chosen.length === 0) return;
    list.push({
      statement: { name, text: sql, values: [arrayOf('bigint', chosen.map((p) => p.base.treeKey)), arrayOf('int', chosen.map((p) => p.base.version))] },
      refused: (passed) => chosen.filter((p) => !passed.has(p.base.treeKey)).map((p) => [p.base.treeKey, 'version']),
    });
  };
  // Row locks are taken in the order of keys, so that two nodes never wait for each other in a circle.
  const inOrder = [...parts].sort((a, b) => (a.base.treeKey < b.base.treeKey ? -1 : 1));
  versioned('tree_new', 'insert into process_tree as t (key, version) select k, v + 1 from unnest($1::bigint[], $2::int[]) as u(k, v) returning t.key::text as id', inOrder.filter((p) => p.base.version === 0 && !isEnded(p)));
  versioned('tree_next', 'update process_tree t set version = t.version + 1 from unnest($1::bigint[], $2::int[]) as u(k, v) where t.key = u.k and t.version = u.v returning t.key::text as id', inOrder.filter((p) => p.base.version > 0 && !isEnded(p)));
  versioned('tree_end', 'delete from process_tree t using unnest($1::bigint[], $2::int[]) as u(k, v) where t.key = u.k and t.version = u.v returning t.key::text as id', inOrder.filter((p) => p.base.version > 0 && isEnded(p)));
  const leases = inOrder.flatMap((p) => p.leases.map((lease) => ({ ...lease, treeKey: p.base.treeKey })));
  if (leases.length > 0) list.push({
    statement: {
      name: 'lease_held', values: [arrayOf('bigint', leases.map((l) => l.jobKey)), arrayOf('text', leases.map((l) => l.worker))],
      text: 'select j.key::text as id from unnest($1::bigint[], $2::text[]) as u(k, w) join job j on j.key = u.k where j.worker is not distinct from u.w and j.ended_at is null for update of j',
    },
    refused: (passed) => leases.filter((l) => !passed.has(l.jobKey)).map((l) => [l.treeKey, 'lease']),
  });
  list.push(...messageGuards(inOrder, rows));
  return list;
}

function messageGuards(parts: readonly TreePart[], rows: RowChanges): Guard[] {
  const list: Guard[] = [];
  const correlated = rows.takeAppended('message_correlation');
  if (correlated.length > 0) {
    const owner = new Map(parts.flatMap((p) => p.events.flatMap((e) => (e.type === 'messageCorrelated' ? [[`${e.messageKey}/${e.processId}`, p.base.treeKey] as const] : []))));
    list.push({
      statement: {
        name: 'message_goes', text: `${insertText('message_correlation')} on conflict do nothing returning message_key || '/' || process_id as id`, values: insertValues('message_correlation', correlated),
      },
      refused: (passed) => [...owner].filter(([id]) => !passed.has(id)).map(([, treeKey]) => [treeKey, 'message']),
    });
  }
  const locks = parts.flatMap((p) => p.startLocks.map((lock) => ({ ...lock, treeKey: p.base.treeKey })));
  if (locks.length > 0) list.push({
    statement: {
      name: 'start_lock', values: [arrayOf('text', locks.map((l) => l.processId)), arrayOf('text', locks.map((l) => l.correlationKey)), arrayOf('bigint', locks.map((l) => l.instanceKey))],
      text: 'insert into message_start_lock (process_id, correlation_key, instance_key) select * from unnest($1::text[], $2::text[], $3::bigint[]) on conflict do nothing returning instance_key::text as id',
    },
    refused: (passed) => locks.filter((l) => !passed.has(l.instanceKey)).map((l) => [l.treeKey, 'message']),
  });
  return list;
}

function statementsOf(rows: RowChanges, parts: readonly TreePart[]): Statement[] {
  const statements: Statement[] = [];
  const former = rows.formerRowKeys();
  if (former.length > 0) statements.push({
    name: 'former_values', values: [arrayOf('bigint', former)],
    text: 'insert into variable_history (variable_key, revision, instance_key, type, text, info, written_by, written_at) select key, revision, instance_key, type, text, info, written_by, updated_at from variable where key = any($1::bigint[])',
  });
  const counts = rows.incidentCountChanges();
  for (const [table, inserted] of rows.inserts()) {
    const list = [...inserted];
    if (list.length > 0) statements.push({ name: `insert_${table}`, text: insertText(table), values: insertValues(table, list) });
  }
  for (const [table, { columns, rows: list }] of rows.updates()) statements.push(updateOf(table, columns, list));
  if (counts.length > 0) statements.push({
    name: 'incident_counts', values: [arrayOf('bigint', counts.map((c) => c.key)), arrayOf('int', counts.map((c) => c.delta))],
    text: 'update instance t set incident_count = t.incident_count + u.d from unnest($1::bigint[], $2::int[]) as u(k, d) where t.key = u.k',
  });
  const deltas = rows.statisticDeltas();
  if (deltas.length > 0) statements.push({ name: 'insert_statistic_delta', text: insertText('statistic_delta'), values: insertValues('statistic_delta', deltas) });
  const unlocked = parts.flatMap((part) => part.events.flatMap((event) => (event.type === 'instanceEnded' && event.instanceKey === part.base.treeKey ? [event.instanceKey] : [])));
  if (unlocked.length > 0) statements.push({ name: 'start_unlock', text: 'delete from message_start_lock where instance_key = any($1::bigint[])', values: [arrayOf('bigint', unlocked)] });
  return statements;
}

const insertTexts = new Map<Table, string>();
function insertText(table: Table): string {
  let text = insertTexts.get(table);
  if (text === undefined) {
    const columns = Object.entries(columnTypes(table));
    const names = columns.map(([name]) => `"${name}"`).join(', ');
    text = `insert into ${table} (${names}) select ${columns.map(([name, type]) => `"${name}"${arrayType(type).cast}`).join(', ')} from unnest(${columns.map(([, type], i) => `$${i + 1}::${arrayType(type).sent}`).join(', ')}) as u(${names})`;
    insertTexts.set(table, text);
  }
  return text;
}

function insertValues(table: Table, rows: readonly Readonly<Record<string, unknown>>[]): string[] {
  return Object.entries(columnTypes(table)).map(([name, type]) => arrayOf(type, rows.map((row) => row[name])));
}

const updateNames = new Map<string, string>();
function updateOf(table: Table, columns: readonly string[], rows: readonly Readonly<Record<string, unknown>>[]): Statement {
  const types = columnTypes(table);
  const typed = ['key', ...columns].map((name) => {
    const type = types[name];
    if (!type) throw new Error(`${table} has no column ${name}`);
    return { name, type };
  });
  const id = `${table} ${columns.join()}`;
  const name = updateNames.get(id) ?? `update_${updateNames.size}`;
  updateNames.set(id, name);
  const sets = typed.slice(1).map((c, i) => `"${c.name}" = u.c${i + 1}${arrayType(c.type).cast}`).join(', ');
  return {
    name, values: typed.map((c) => arrayOf(c.type, rows.map((row) => row[c.name]))),
    text: `update ${table} t set ${sets} from unnest(${typed.map((c, i) => `$${i + 1}::${arrayType(c.type).sent}`).join(', ')}) as u(${typed.map((_, i) => `c${i}`).join(', ')}) where t.key = u.c0`,
  };
}
