import { expect, it } from 'vitest';
import { verifyAuditChain, verifyAuditPart, type AuditPart } from './audit-chain.ts';
import { appendAuditEntries, chainHash, type AuditEntryToWrite } from './audit-entries.ts';
import { inTransaction, type Queryable } from './connection.ts';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';

const WRITERS = 20;

const database = databaseOfSuite();

function entry(note: string, more: Partial<AuditEntryToWrite['record']> = {}): AuditEntryToWrite {
  return {
    at: Date.UTC(2026, 0, 1, 0, 0, 0, 123),
    outcome: 'done',
    outcomeText: null,
    record: {
      actorKind: 'person',
      actorId: 'u1',
      actorName: 'Zoë',
      actorRole: 'operator',
      sessionId: null,
      address: '127.0.0.1',
      channel: 'console',
      operation: 'incident.retry',
      risk: 'low',
      permission: 'incident:retry',
      targetKind: 'incident',
      targetKey: '17',
      instanceKey: '18',
      definitionKey: null,
      elementId: 'task',
      businessKey: null,
      reasonCode: null,
      ticket: null,
      note,
      before: { z: 1, a: [1.0, { y: null, b: 'x' }] },
      after: null,
      ...more,
    },
  };
}

it('forms one chain whoever writes at the same time, and verifies it', async () => {
  await Promise.all(
    Array.from({ length: WRITERS }, (_, n) =>
      inTransaction(database.pool, (transaction) =>
        appendAuditEntries(transaction, [entry(`first of ${n}`), entry(`second of ${n}`)]),
      ),
    ),
  );
  expect(await verifyAuditChain(database.pool)).toMatchObject({ checkedTo: String(2 * WRITERS), brokenAt: null });
});

it('keeps what was declared and what is taken back within the chain', async () => {
  await inTransaction(database.pool, (transaction) =>
    appendAuditEntries(transaction, [entry('declared', { details: { b: 1, a: 'x' }, undoes: '3' })]),
  );
  expect(await verifyAuditChain(database.pool)).toMatchObject({ checkedTo: String(2 * WRITERS + 1), brokenAt: null });
  const { rows } = await database.pool.query(`select details, undoes from audit_entry where note = 'declared'`);
  expect(rows).toEqual([{ details: { a: 'x', b: 1 }, undoes: '3' }]);
});

it('leaves nothing behind of a transaction that is undone', async () => {
  await expect(
    inTransaction(database.pool, async (transaction) => {
      await appendAuditEntries(transaction, [entry('undone')]);
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await verifyAuditChain(database.pool)).toMatchObject({ checkedTo: String(2 * WRITERS + 1), brokenAt: null });
});

it('is verified as long as it was at the beginning, while others write', async () => {
  const reader: Queryable = {
    query: async (config) => {
      const read = await database.pool.query(config);
      await inTransaction(database.pool, (transaction) =>
        appendAuditEntries(transaction, [entry('written meanwhile')]),
      );
      return read;
    },
  };
  expect(await verifyAuditChain(reader)).toMatchObject({ checkedTo: String(2 * WRITERS + 1), brokenAt: null });
});

/** More than are computed in one part. */
const MANY = 2_100;
it('is verified part after part, each from the last sound link of the one before', async () => {
  await inTransaction(database.pool, (transaction) =>
    appendAuditEntries(
      transaction,
      Array.from({ length: MANY }, (_, n) => entry(`of many ${n}`)),
    ),
  );
  const parts: AuditPart[] = [];
  for (
    let part = await verifyAuditPart(database.pool, null);
    ;
    part = await verifyAuditPart(database.pool, { n: BigInt(part.checkedTo), hash: part.lastHash })
  ) {
    parts.push(part);
    if (part.brokenAt !== null || part.checkedTo === part.newest) break;
  }
  expect(parts.map(({ brokenAt }) => brokenAt)).toEqual([null, null]);
  expect(parts.at(-1)).toMatchObject(await verifyAuditChain(database.pool));
  // A link that never was is not continued by what follows.
  expect(await verifyAuditPart(database.pool, { n: 5n, hash: 'f'.repeat(64) })).toMatchObject({
    checkedTo: '5',
    brokenAt: '6',
    reason: 'unlinked',
  });
});

it('is never changed or removed, and shows it when somebody with all rights did so', async () => {
  expect(chainHash('0', '1', entry('declared', { details: { a: 1 } }))).not.toBe(
    chainHash('0', '1', entry('declared')),
  );
  await expect(database.pool.query(`update audit_entry set note = 'other' where n = 1`)).rejects.toThrow(
    'never changed',
  );
  await expect(database.pool.query('delete from audit_entry where n = 1')).rejects.toThrow('never changed');
  await expect(database.pool.query('truncate audit_entry')).rejects.toThrow('never changed');
  await database.pool.query(`alter table audit_entry disable trigger audit_entry_final`);
  await database.pool.query(`update audit_entry set note = 'other' where n = 7`);
  expect(await verifyAuditChain(database.pool)).toMatchObject({ checkedTo: '6', brokenAt: '7', reason: 'changed' });
  await database.pool.query(`delete from audit_entry where n >= 7`);
  expect(await verifyAuditChain(database.pool)).toMatchObject({ checkedTo: '6', brokenAt: '7', reason: 'missing' });
});
