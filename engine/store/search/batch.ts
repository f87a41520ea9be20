import { boolean, instant, key, number, text, json, bigint, type ConceptSql } from './concept-sql.ts';

const left = (state: string): string => `(select count(*) from batch_item i where i.batch_key = b.key and ${state})`;

const FAILED = left("i.state = 'failed'");
const WAITING = left("i.state in ('planned', 'open')");

/** `remaining` and `failed` are counted where they are asked for: items that are done are left out of both indexes. */
export const batch: ConceptSql<'batch'> = {
  from: 'batch b',
  tieBreakers: ['b.key'],
  instanceKey: null,
  fields: {
    key: key('b.key'),
    kind: text('b.kind'),
    operation: json('b.operation'),
    total: number('b.total'),
    opened: number('b.opened'),
    remaining: bigint(`(${WAITING} + ${FAILED})`),
    failed: bigint(FAILED),
    isSuspended: boolean('b.is_suspended'),
    createdBy: text('b.created_by'),
    createdAt: instant('b.created_at'),
    startedAt: instant('b.started_at'),
    endedAt: instant('b.ended_at'),
    outcome: text('b.outcome'),
    removalAt: instant('b.removal_at'),
    tenantId: text('b.tenant_id'),
  },
};
