import type pg from 'pg';

/** What the console's queries are measured on; a part of it for the test of their plans. */
export interface Size {
  readonly instances: number;
  readonly alive: number;
  readonly tasks: number;
  readonly auditEntries: number;
  readonly batchItems: number;
}
export const SIZE: Size = { instances: 100_000, alive: 30_000, tasks: 5_000, auditEntries: 20_000, batchItems: 10_000 };
export const FIRST_KEY = 2_000_000_000_000_000n;
/** Key of the nth instance, from 1; keys rise with time. */
export const instanceKey = (n: number): string => String(FIRST_KEY + BigInt(n) * 100n);
export const DEFINITION = { newest: '1003', older: '1001', other: '1005', rare: '1006' } as const;

const MODEL = `<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="m" targetNamespace="bench">${['order', 'invoice', 'rare'].map((id) => `<bpmn:process id="${id}" isExecutable="true"><bpmn:startEvent id="${id}-start" /></bpmn:process>`).join('')}</bpmn:definitions>`;
/** Every tenth instance is of the small process, one of a thousand of a rare one, the others of three versions. */
const DEFINITION_OF = `case when n % 1000 = 999 then 1006 when n % 10 = 9 then 1005 when n < 40000 then 1001 when n < 70000 then 1002 else 1003 end`;
const KEY = `${FIRST_KEY} + n * 100`;

/** Rows as the engine writes them, made by the database itself in a minute or so. */
function statements(size: Size): readonly (readonly [string, string])[] {
  // The newest live; of those every third has an incident.
  const ALIVE = `n > ${size.instances - size.alive}`;
  const FAILED = `${ALIVE} and n % 3 = 0`;
  // One instance in ten seconds, the last one now.
  const STARTED = `now() - (${size.instances} - n) * interval '10 seconds'`;
  // Every fourth went straight through.
  const PASSED = `not (${ALIVE}) and n % 4 = 3`;
  const ENDED = `${STARTED} + interval '5 minutes'`;
  return [
    [
      'definitions',
      `insert into deployment (key, name, deployed_at) values (1, 'bench', now());
    insert into deployment_resource (key, deployment_key, name, content, checksum)
      values (1, 1, 'order.bpmn', '${MODEL}', 'c');
    insert into definition (key, deployment_key, resource_key, process_id, version, name, version_tag, dialect,
      is_latest, deployed_at) values
      (1001, 1, 1, 'order', 1, 'Order', null, 'camunda7', false, now()),
        (1002, 1, 1, 'order', 2, 'Order', 'gold', 'camunda7', false, now()),
        (1003, 1, 1, 'order', 3, 'Order', 'gold', 'camunda7', true, now()),
      (1005, 1, 1, 'invoice', 1, 'Invoice', null, 'camunda8', true, now()),
        (1006, 1, 1, 'rare', 1, 'Rare', null, 'camunda7', true, now())`,
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
      'jobs',
      `insert into job (key, tree_key, instance_key, definition_key, element_instance_key, element_id, scope_key, kind,
        type, retries, error_message, created_at, ended_at, outcome)
    select ${KEY} + 20, ${KEY}, ${KEY}, ${DEFINITION_OF}, ${KEY} + 3, 'charge', ${KEY}, 'worker', 'charge', case
      when ${FAILED} then 0 else 3 end, case when ${FAILED} then 'Card declined' when ${ALIVE} and n % 30 = 1
      then 'Try again' end,
      ${STARTED}, case when not (${ALIVE}) then ${ENDED} end, case when not (${ALIVE}) then 'completed' end
        from generate_series(1, ${size.instances}) n`,
    ],
    [
      'incidents',
      `insert into incident (key, tree_key, instance_key, definition_key, element_id, element_instance_key, job_key,
        type, message, fingerprint, raised_at)
    select ${KEY} + 30, ${KEY}, ${KEY}, ${DEFINITION_OF}, 'charge', ${KEY} + 3, ${KEY} + 20, case when n % 2 = 0
      then 'failedExternalTask' else 'failedJob' end, 'Card ' || n || ' was declined by provider ' || n % 12,
      'f' || n % 12, ${STARTED}
    from generate_series(1, ${size.instances}) n where ${FAILED}`,
    ],
    [
      'attempts',
      `insert into job_attempt (key, job_key, instance_key, definition_key, worker, retries_before, retries,
        error_message, failed_at)
    select ${KEY} + 40 + a, ${KEY} + 20, ${KEY}, ${DEFINITION_OF}, 'w1', 3 - a, 2 - a, 'Card declined', ${STARTED}
      from generate_series(1, ${size.instances}) n cross join generate_series(0, 2) a where ${FAILED}`,
    ],
    [
      'workers',
      `insert into worker_fetch (type, worker, asked_at, given_at, asked, given)
        select 'charge', 'w' || w, now(), now(), 1000, 900 from generate_series(1, 20) w;
    insert into worker_pace (type, worker, at, bucket, count) select 'charge', case when w = 0 then ''
      else 'w' || w end, date_bin('5 minutes', now(), 'epoch') - s * interval '5 minutes', b, 5
      from generate_series(0, 20) w cross join generate_series(0, 288) s cross join generate_series(20, 30) b`,
    ],
    [
      'tasks',
      `insert into user_task (key, tree_key, instance_key, definition_key, element_instance_key, element_id, name,
        assignee, candidate_groups, due_at, created_at)
    select ${KEY} + 50, ${KEY}, ${KEY}, ${DEFINITION_OF}, ${KEY} + 3, 'ship', 'Ship it', case when n % 5 = 0
      then 'lena' end, '{supervisors}', case when n % 2 = 0 then now() - interval '1 hour' end, ${STARTED}
      from generate_series(${size.instances - size.tasks + 1}, ${size.instances}) n`,
    ],
    [
      'statistics',
      `insert into statistic (definition_key, element_id, state, count) select definition_key, '', case
        when ended_at is null then 'active' when outcome = 'completed' then 'completed' else 'terminated' end, count(*)
        from instance group by 1, 2, 3;
    insert into statistic (definition_key, element_id, state, count) select definition_key, element_id, case
      when ended_at is null then 'active' else 'completed' end, count(*) from element_history group by 1, 2, 3;
    insert into statistic (definition_key, element_id, state, count)
      select definition_key, element_id, 'incident', count(*) from incident group by 1, 2, 3`,
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
    [
      'batches',
      `insert into batch (key, kind, operation, total, created_at) select b, 'cancel', '{}', ${size.batchItems}, now()
        from generate_series(1, 20) b;
    insert into batch_item (key, batch_key, target, state, retries) select 100000 + n, 1, (${KEY} )::text, case
      when n % 10 = 0 then 'failed' else 'done' end, 0 from generate_series(1, ${size.batchItems}) n`,
    ],
    [
      'what people watch and were told',
      `insert into notification (username, kind, event, target_kind, target_key, process_id, facts, created_at, read_at)
    select (array['lena', 'tom', 'mira'])[1 + n % 3], (array['instance', 'retry', 'comment'])[1 + n / 3 % 3],
      'instanceIncident', 'instance', (${KEY})::text, 'order', jsonb_build_object('title', 'ORDER-' || n), now(), case
      when n % 40 > 0 then now() end from generate_series(1, ${size.auditEntries}) n;
    insert into watch (kind, target_key, username, since)
      select 'instance', ${KEY}, (array['lena', 'tom', 'mira'])[1 + n % 3], now() from generate_series(1, 600) n;
    insert into presence (page, username, name, instance_key, is_changing, expires_at)
      select n::text, 'tom', 'Tom', ${KEY}, false, now() + interval '1 hour' from generate_series(1, 600) n`,
    ],
    ['statistics of the planner', 'vacuum analyze'],
  ];
}

export async function fillForConsole(client: pg.Client, say: (what: string) => void, size: Size = SIZE): Promise<void> {
  for (const [what, sql] of statements(size)) {
    const begun = performance.now();
    await client.query(sql);
    say(`${what}: ${Math.round(performance.now() - begun)} ms`);
  }
}
