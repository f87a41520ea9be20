import { boolean, instant, json, key, number, text, type ConceptSql } from './concept-sql.ts';

export const batchItem: ConceptSql<'batchItem'> = {
  from: 'batch_item i join batch b on b.key = i.batch_key',
  tieBreakers: ['i.key'],
  instanceKey: null,
  fields: {
    key: key('i.key'),
    batchKey: key('i.batch_key'),
    kind: text('b.kind'),
    target: text('i.target'),
    state: text(`case when i.state = 'planned' and b.opened >= b.total then 'open' else i.state end`),
    retries: number('i.retries'),
    message: text('i.message'),
    rejection: json('i.rejection'),
    isSuspended: boolean('b.is_suspended'),
    tenantId: text('b.tenant_id'),
    createdAt: instant('b.created_at'),
    doneAt: instant('i.done_at'),
    failures: json(
      `(select coalesce(jsonb_agg(jsonb_build_object('at', (extract(epoch from f.failed_at) * 1000)::bigint, 'retries', f.retries, 'message', f.message, 'rejection', f.rejection) order by f.failed_at), '[]'::jsonb) from batch_item_failure f where f.item_key = i.key)`,
    ),
  },
};
