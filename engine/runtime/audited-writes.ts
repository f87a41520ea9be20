import { reject } from '../core/reject.ts';
import type { Engine } from '../engine.ts';
import { chainEntries, verifyAuditPart } from '../store/audit-chain.ts';
import { auditLine } from '../store/audit-file.ts';
import { appendAuditEntries, appendDone } from '../store/audit-entries.ts';
import { inTransaction, type Pool } from '../store/connection.ts';
import { writeOperationAnnotation } from '../store/operation-annotations.ts';
import { deleteInstance, deleteInstanceWithCalled, deleteVariableHistory } from '../store/removal.ts';
import type { AuditRecord } from '../store/audit-record.ts';
import type { Search } from '../store/search/search.ts';
import type { Clock } from './clock.ts';

type AuditedWrites = Pick<
  Engine,
  | 'audit'
  | 'verifyAudit'
  | 'auditLines'
  | 'auditedChange'
  | 'annotateOperation'
  | 'deleteVariableHistory'
  | 'deleteInstanceHistory'
>;

const UNKNOWN = reject('notFound', 'there is no such thing');

/**
 * What is written beside the process trees: the audit log, notes in it, and history that is removed, each in one
 * transaction with its entry.
 */
export function auditedWrites({
  pool,
  clock,
  search,
  audited,
}: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly search: Search;
  audited(record: AuditRecord | undefined): void;
}): AuditedWrites {
  return {
    async audit(record, { outcome, text }) {
      await inTransaction(pool, (connection) =>
        appendAuditEntries(connection, [{ record, at: clock.now(), outcome, outcomeText: text }]),
      );
      audited(record);
    },
    verifyAudit: (after) => verifyAuditPart(pool, after),
    auditLines: async (numbers) => (await chainEntries(pool, numbers)).map(auditLine),
    async auditedChange(record, change) {
      await inTransaction(pool, async (connection) => {
        await change(connection);
        await appendDone(connection, record, clock.now());
      });
      audited(record);
    },
    async annotateOperation(operationId, annotation, { audit }) {
      if (
        (await search.count('operation', {
          where: [{ field: 'operationId', op: '=', value: operationId }],
          atMost: 1,
        })) === 0
      )
        return UNKNOWN;
      await inTransaction(pool, async (connection) => {
        await writeOperationAnnotation(connection, operationId, annotation);
        await appendDone(connection, audit, clock.now());
      });
      audited(audit);
      return { kind: 'done' };
    },
    deleteVariableHistory: (of, { audit }) =>
      inTransaction(pool, async (connection) => {
        if (!(await deleteVariableHistory(connection, of))) return UNKNOWN;
        await appendDone(connection, audit, clock.now());
        return { kind: 'deleted' as const };
      }),
    async deleteInstanceHistory(instanceKey, { audit, includesCalled = false }) {
      const outcome = await inTransaction(pool, async (connection) => {
        const removed = await (includesCalled ? deleteInstanceWithCalled : deleteInstance)(connection, instanceKey);
        if (removed === 'deleted') await appendDone(connection, audit, clock.now());
        return removed;
      });
      if (outcome === 'deleted') return { kind: 'deleted' };
      return outcome === 'running'
        ? reject('invalidState', 'the instance runs still', { instanceKey, reason: 'running' })
        : UNKNOWN;
    },
  };
}
