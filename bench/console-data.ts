import type pg from 'pg';
import { eventStatements } from './console-data-events.ts';
import { workStatements } from './console-data-work.ts';
import { modelOf } from './console-model.ts';
import { DEFINITION_OF, factsOf, KEY, type Size, SIZE } from './console-size.ts';

/** Rows as the engine writes them, made by the database itself in a minute or so. */
function statements(size: Size): readonly (readonly [string, string])[] {
  const { ALIVE, FAILED, STARTED, ENDED } = factsOf(size);
  // Every fourth went straight through.
  const PASSED = `not (${ALIVE}) and n % 4 = 3`;
  return [
    [
      'definitions',
      `insert into deployment (key, name, deployed_at) values (1, 'bench', now());
    insert into deployment_resource (key, deployment_key, name, content, checksum)
      values (1, 1, 'order.bpmn', '${modelOf(size.pastProcesses)}', 'c');
    insert into definition (key, deployment_key, resource_key, process_id, version, name, version_tag, dialect,
      is_latest, deployed_at) values
      (1001, 1, 1, 'order', 1, 'Order', null, 'camunda7', false, now()),
        (1002, 1, 1, 'order', 2, 'Order', 'gold', 'camunda7', false, now()),
        (1003, 1, 1, 'order', 3, 'Order', 'gold', 'camunda7', true, now()),
      (1005, 1, 1, 'invoice', 1, 'Invoice', null, 'camunda8', true, now()),
        (1006, 1, 1, 'rare', 1, 'Rare', null, 'camunda7', true, now());
    insert into definition (key, deployment_key, resource_key, process_id, version, dialect, is_latest, deployed_at)
      select 2000 + p * 10 + v, 1, 1, 'past-' || p, v, 'camunda8', v = 5, now()
        from generate_series(1, ${size.pastProcesses}) p cross join generate_series(1, 5) v`,
    ],
    [
      'instances',
      `insert into instance (key, tree_key, definition_key, business_key, tenant_id, parent_instance_key,
        start_element_id, is_suspended, started_at, ended_at, outcome, incident_count)
    select ${KEY}, ${KEY}, ${DEFINITION_OF}, 'ORDER-' || n, case when n % 50 = 0 then 'acme' end, case when n % 20 = 1
      then ${KEY} - 100 end, 'start', ${ALIVE} and n % 100 = 1, ${STARTED},
      case when not (${ALIVE}) then ${ENDED} end, case when not (${ALIVE}) then case when n % 25 = 0 then 'terminated'
        else 'completed' end end, case when ${FAILED} then 1 else 0 end
    from generate_series(1, ${size.instances}) n`,
    ],
    [
      'trees',
      `insert into process_tree (key, version, updated_at) select ${KEY}, 5, ${STARTED} + interval '4 minutes'
        from generate_series(1, ${size.instances}) n`,
    ],
    [
      'elements',
      `insert into element_instance (key, tree_key, instance_key, definition_key, element_id, kind, scope_key, phase,
        entered_by, started_at, ended_at, outcome)
    select ${KEY} + e, ${KEY}, ${KEY}, ${DEFINITION_OF}, case when e = 4 and n % 5000 = 7 then 'escalate'
      else (array['start', 'check', 'charge', 'ship', 'end'])[e] end,
      (array['startEvent', 'workerTask', 'workerTask', 'userTask', 'endEvent'])[e], ${KEY}, 'active', '{}',
      ${STARTED} + e * interval '1 minute', case when not (${ALIVE}) or e < 3
        then ${STARTED} + (e + 1) * interval '1 minute' end, case when not (${ALIVE}) or e < 3 then 'completed' end
    from generate_series(1, ${size.instances}) n cross join generate_series(1, 5) e
      where (not (${ALIVE}) or e <= 3) and not (${PASSED})`,
    ],
    [
      'passed elements',
      `insert into path_element (path_key, key_offset, definition_key, element_id, kind, phase, entered_by, outcome)
    select d.key * 2 + rare, e - 1, d.key, case when e = 4 and rare = 1 then 'escalate'
      else (array['start', 'check', 'charge', 'ship', 'end'])[e] end,
      (array['startEvent', 'expressionTask', 'expressionTask', 'expressionTask', 'endEvent'])[e], 'active', '{}',
      'completed' from definition d cross join generate_series(0, 1) rare cross join generate_series(1, 5) e;
    insert into passed_elements (first_key, path_key, instance_key, tree_key, passed_at)
    select ${KEY} + 1, ${DEFINITION_OF} * 2 + case when n % 5000 = 7 then 1 else 0 end, ${KEY}, ${KEY},
      ${STARTED} + interval '1 minute' from generate_series(1, ${size.instances}) n where ${PASSED}`,
    ],
    [
      'variables',
      `insert into variable (key, tree_key, instance_key, scope_key, definition_key, name, type, text, revision,
        created_at, updated_at, ended_at)
    select ${KEY} + 10 + v, ${KEY}, ${KEY}, ${KEY}, ${DEFINITION_OF},
      (array['amount', 'currency', 'customer', 'order', 'due', 'isVip'])[v],
      (array['Long', 'String', 'String', 'Json', 'Date', 'Boolean'])[v],
      (array[(n % 100000)::text, (array['EUR', 'USD', 'JPY', 'IDR'])[1 + n % 4], 'Customer ' || (n * 7919 % 50000),
        '{"total": ' || n % 1000 || '.5, "country": "' || (array['JP', 'DE',
        'ID'])[1 + n % 3] || '", "items": [{"sku": "S-' || n % 500 || '", "count": 2}], "address": {"city": "City ' || n % 300 || '", "lines": ["a", "b"]}}',
        to_char((${STARTED} + interval '2 days') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), case
          when n % 10 = 0 then 'true' else 'false' end])[v], 1, ${STARTED}, ${STARTED}, case when not (${ALIVE})
          then ${ENDED} end
    from generate_series(1, ${size.instances}) n cross join generate_series(1, 6) v`,
    ],
    [
      'incidents',
      `insert into incident (key, tree_key, instance_key, definition_key, element_id, element_instance_key, job_key,
        type, message, fingerprint, raised_at)
    select ${KEY} + 30, ${KEY}, ${KEY}, ${DEFINITION_OF}, 'charge', ${KEY} + 3, ${KEY} + 20, case when n % 2 = 0
      then 'failedExternalTask' else 'failedJob' end, 'Card ' || n || ' was declined by provider ' || n % 12,
      'f' || n % 12, ${STARTED}
    from generate_series(1, ${size.instances}) n where ${FAILED};
    insert into incident (key, tree_key, instance_key, definition_key, element_id, element_instance_key, job_key,
      type, message, fingerprint, raised_at, resolved_at, outcome)
    select ${KEY} + 31, ${KEY}, ${KEY}, ${DEFINITION_OF}, 'charge', ${KEY} + 3, ${KEY} + 20, 'failedExternalTask',
      'Card ' || n || ' was declined by provider ' || n % 40, 'f' || n % 40, ${STARTED},
      ${STARTED} + interval '10 minutes', 'resolved'
    from generate_series(1, ${size.instances}) n where ${ALIVE} and n % 3 = 1;
    insert into incident_triage (fingerprint, process_id, element_id, acknowledged_by, acknowledged_at, owner,
      updated_at) select 'f' || f, 'order', 'charge', 'lena', now(), case when f % 2 = 0 then 'lena' end, now()
      from generate_series(0, 5) f;
    insert into incident_comment (fingerprint, process_id, element_id, author, author_name, text, written_at)
      select 'f' || n % 12, 'order', 'charge', 'lena', 'Lena Holm', 'Seen, number ' || n, now()
      from generate_series(1, 600) n`,
    ],
    [
      'statistics',
      `insert into statistic (definition_key, element_id, state, count) select definition_key, '', case
        when ended_at is null then 'active' when outcome = 'completed' then 'completed' else 'terminated' end, count(*)
        from instance group by 1, 2, 3;
    insert into statistic (definition_key, element_id, state, count) select definition_key, element_id, case
      when ended_at is null then 'active' else 'completed' end, count(*) from element_history group by 1, 2, 3;
    insert into statistic (definition_key, element_id, state, count)
      select definition_key, element_id, 'incident', count(*) from incident where resolved_at is null group by 1, 2, 3;
    insert into statistic (definition_key, element_id, state, count)
      select d.key, case when e > 0 then 'element-' || e else '' end, s, case when s in ('active', 'incident') then 0 else 40 end
        from definition d cross join generate_series(0, 20) e
        cross join unnest(array['active', 'completed', 'terminated', 'incident']) s where d.process_id like 'past-%'
          and (s <> 'incident' or e % 5 = 1)`,
    ],
    [
      'audit',
      `insert into audit_entry (n, at, actor_kind, actor_id, actor_name, channel, operation, risk, instance_key,
        outcome, previous_hash, hash)
    select n, now() - (${size.auditEntries} - n) * interval '1 minute', 'person',
      (array['lena', 'tom', 'mira'])[1 + n % 3], 'Somebody', 'console',
      (array['incident.retry', 'instance.start', 'variable.set'])[1 + n / 7 % 3], 'guarded', ${KEY}, 'done', '-', '-'
      from generate_series(1, ${size.auditEntries}) n`,
    ],
  ];
}

export async function fillForConsole(client: pg.Client, say: (what: string) => void, size: Size = SIZE): Promise<void> {
  for (const [what, sql] of [
    ...statements(size),
    ...workStatements(size),
    ...eventStatements(size),
    ['statistics of the planner', 'vacuum analyze'],
  ] as const) {
    const begun = performance.now();
    await client.query(sql);
    say(`${what}: ${Math.round(performance.now() - begun)} ms`);
  }
}
