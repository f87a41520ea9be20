import { evaluationOf } from '../core/moves/make-decision.ts';
import type { DecisionDefinition, Rejection } from '../core/decision.ts';
import type { Key } from '../core/state.ts';
import type { DecisionEvaluated, DecisionRequest } from '../engine.ts';
import { appendAuditEntries, appendDone } from '../store/audit-entries.ts';
import type { AuditRecord } from '../store/audit-record.ts';
import { inTransaction, type Pool } from '../store/connection.ts';
import { decisionRows } from '../store/decision-rows.ts';
import { setHistoryTtl } from '../store/decisions.ts';
import { RowChanges } from '../store/row-changes.ts';
import { rowStatements } from '../store/write-rows.ts';
import type { Clock } from './clock.ts';
import type { DecisionRegistry } from './models/decision-registry.ts';
import { decisionWithScripts } from './decision-with-scripts.ts';
import type { KeySource } from './commits/key-source.ts';
import type { OutsideCalls } from './outside-calls.ts';

export interface DecisionsParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keys: KeySource;
  readonly registry: DecisionRegistry;
  readonly outside: OutsideCalls;
  changed(decisionKey: Key): void;
}

/** Decisions that are asked for by nobody of a process. */
export class Decisions {
  private readonly parts: DecisionsParts;

  constructor(parts: DecisionsParts) {
    this.parts = parts;
  }

  definition(
    query: { key: Key } | { decisionId: string; version?: number; tenantId: string | null },
  ): Promise<DecisionDefinition | null> {
    return 'key' in query ? this.parts.registry.load(query.key) : this.parts.registry.find(query);
  }

  /** Makes the decision and records it. Camunda 7 keeps no record of what failed. */
  async evaluate({ definition, variables, userId, audit }: DecisionRequest): Promise<DecisionEvaluated> {
    const { pool, clock, keys } = this.parts;
    await keys.ensure();
    const now = clock.now();
    const outcome = await decisionWithScripts(this.parts.outside, definition, variables, now);
    const evaluation = evaluationOf(definition, definition.tenantId, outcome, () => keys.next());
    const isRecorded = !outcome.result.isFailed || definition.graph.semantics.failures === 'sentence';
    await inTransaction(pool, async (connection) => {
      if (isRecorded) {
        const rows = new RowChanges();
        const nowhere = {
          treeKey: null,
          instanceKey: null,
          definitionKey: null,
          elementInstanceKey: null,
          elementId: null,
          userId,
        };
        for (const row of decisionRows(evaluation, nowhere, now)) rows.insert('decision_instance', row);
        for (const statement of rowStatements(rows)) await connection.query(statement);
      }
      if (audit)
        await appendAuditEntries(connection, [
          {
            record: audit,
            at: now,
            outcome: outcome.result.isFailed ? 'failed' : 'done',
            outcomeText: outcome.result.isFailed ? outcome.result.message : null,
          },
        ]);
    });
    return { definition, evaluation, outcome };
  }

  async setHistoryTtl(
    key: Key,
    days: number | null,
    { audit }: { audit?: AuditRecord },
  ): Promise<{ kind: 'done' } | Rejection> {
    const { pool, clock } = this.parts;
    const isFound = await inTransaction(pool, async (connection) => {
      const found = await setHistoryTtl(connection, key, days);
      if (found) await appendDone(connection, audit, clock.now());
      return found;
    });
    this.parts.changed(key);
    return isFound
      ? { kind: 'done' }
      : { kind: 'rejection', code: 'notFound', message: `there is no decision ${key}`, details: { key } };
  }
}
