import { DEFINITION, DEFINITION_OF, factsOf, FIRST_KEY, KEY, largeKey, type Size } from './console-size.ts';

/** Topics beside the one of nearly all. */
const TOPICS = 48;
const WORKERS = 20;

/** Work for workers, for the engine and for people, and batches of it. */
export function workStatements(size: Size): readonly (readonly [string, string])[] {
  const { ALIVE, FAILED, STARTED, ENDED } = factsOf(size);
  const TOPIC = `case when n % 4 = 3 then 'topic-' || n % ${TOPICS} else 'charge' end`;
  // Of ten that live and have not failed, one is worked on.
  const LEASED = `${ALIVE} and n % 3 > 0 and n % 10 = 5`;
  return [
    [
      'jobs',
      `insert into job (key, tree_key, instance_key, definition_key, element_instance_key, element_id, scope_key, kind,
        type, retries, error_message, worker, lock_until, created_at, ended_at, outcome)
    select ${KEY} + 20, ${KEY}, ${KEY}, ${DEFINITION_OF}, ${KEY} + 3, 'charge', ${KEY}, 'worker', ${TOPIC}, case
      when ${FAILED} then 0 else 3 end, case when ${FAILED} then 'Card declined' when ${ALIVE} and n % 30 = 1
      then 'Try again' end, case when ${LEASED} then 'w' || 1 + n / 10 % ${WORKERS} end,
      case when ${LEASED} then now() + interval '1 hour' end, ${STARTED}, case when not (${ALIVE}) then ${ENDED} end,
      case when not (${ALIVE}) then 'completed' end from generate_series(1, ${size.instances}) n`,
    ],
    [
      'timers',
      `insert into job (key, tree_key, instance_key, definition_key, element_instance_key, element_id, scope_key, kind,
        retries, due_at, created_at)
    select ${KEY} + 21, ${KEY}, ${KEY}, ${DEFINITION_OF}, ${KEY} + 3, 'late', ${KEY}, 'timer', 3,
      now() + (n * 37 % 20160 - 100) * interval '1 minute', ${STARTED}
      from generate_series(1, ${size.instances}) n where ${ALIVE};
    insert into job (key, definition_key, element_id, kind, retries, due_at, repeat, created_at)
      select 900000 + n, ${DEFINITION.newest}, 'start', 'timer', 3, now() + n * interval '7 minutes', 'R/PT1H', now()
        from generate_series(1, 3) n`,
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
        select t, 'w' || w, now(), now(), 1000, 900 from generate_series(1, ${WORKERS}) w
          cross join (select 'charge' union all select 'topic-' || x from generate_series(3, ${TOPICS - 1}, 4) x) y(t);
    insert into worker_pace (type, worker, at, bucket, count) select t, case when w = 0 then ''
      else 'w' || w end, date_bin('5 minutes', now(), 'epoch') - s * interval '5 minutes', b, 5
      from (select 'charge' union all select 'topic-' || x from generate_series(3, ${TOPICS - 1}, 4) x) y(t)
        cross join generate_series(0, ${WORKERS}) w cross join generate_series(0, 288) s
        cross join generate_series(20, 30) b where t = 'charge' or w < 3 and b < 24`,
    ],
    [
      'tasks',
      `insert into user_task (key, tree_key, instance_key, definition_key, element_instance_key, element_id, name,
        assignee, candidate_groups, due_at, created_at)
    select ${KEY} + 50, ${KEY}, ${KEY}, ${DEFINITION_OF}, ${KEY} + 3, 'ship', 'Ship it', case when n % 5 = 0
      then 'lena' end, case when n % 7 = 0 then '{clerks}' else '{supervisors}' end::text[], case when n % 2 = 0
      then now() - interval '1 hour' end, ${STARTED}
      from generate_series(${size.instances - size.tasks + 1}, ${size.instances}) n;
    insert into user_task (key, tree_key, instance_key, definition_key, element_instance_key, element_id, name,
      assignee, candidate_groups, created_at, ended_at, outcome)
    select ${KEY} + 50, ${KEY}, ${KEY}, ${DEFINITION_OF}, ${KEY} + 4, 'ship', 'Ship it', 'lena', '{supervisors}',
      ${STARTED}, ${ENDED}, 'completed' from generate_series(1, ${size.instances}) n where not (${ALIVE})`,
    ],
    [
      'batches',
      `insert into batch (key, kind, operation, total, created_by, created_at, ended_at, outcome) select b, (array[
        'retryIncident', 'cancel', 'setVariables'])[1 + b % 3], '{}', case when b < 3 then ${size.batchItems} else 50
        end, (array['lena', 'tom', 'mira'])[1 + (b + 1) % 3], now(), case when b > 20 then now() end, case when b > 20
        then 'completed' end from generate_series(1, 300) b;
    insert into batch_item (key, batch_key, target, state, retries, done_at) select 100000 + n, 1, (${KEY})::text, case
      when n % 10 = 0 then 'failed' else 'done' end, 0, case when n % 10 > 0 then now() end
      from generate_series(1, ${size.batchItems}) n;
    insert into batch_item (key, batch_key, target, state, retries) select 200000 + n, 2, (${KEY})::text, case
      when n % 4 = 0 then 'failed' else 'open' end, 0 from generate_series(1, ${size.batchItems}) n;
    insert into batch_item (key, batch_key, target, state, retries, done_at) select 300000 + b * 100 + i, b,
      (${FIRST_KEY} + (${size.instances} - b * 50 - i) * 100 + case when b % 3 = 0 then 30 else 0 end)::text, 'done', 0,
      now() from generate_series(3, 300) b cross join generate_series(0, 49) i`,
    ],
    [
      'one instance of many elements',
      `insert into instance (key, tree_key, definition_key, business_key, start_element_id, started_at, incident_count)
        values (${largeKey(size)}, ${largeKey(size)}, ${DEFINITION.newest}, 'LARGE', 'start', now(), 0);
    insert into process_tree (key, version, updated_at) values (${largeKey(size)}, 5, now());
    insert into element_instance (key, tree_key, instance_key, definition_key, element_id, kind, scope_key, phase,
      entered_by, started_at, ended_at, outcome)
    select ${largeKey(size)} + n, ${largeKey(size)}, ${largeKey(size)}, ${DEFINITION.newest}, 'charge', 'workerTask',
      ${largeKey(size)}, 'active', '{toCharge}', now() - n * interval '1 second', case when n % 2 = 0 then now() end,
      case when n % 2 = 0 then 'completed' end from generate_series(1, ${size.elementsOfOne}) n;
    insert into variable (key, tree_key, instance_key, scope_key, definition_key, name, type, text, revision,
      created_at, updated_at)
    select ${largeKey(size)} + 20000 + n, ${largeKey(size)}, ${largeKey(size)}, ${largeKey(size)} + n,
      ${DEFINITION.newest}, 'item', 'String', 'Item ' || n, 1, now(), now()
      from generate_series(1, ${size.elementsOfOne}) n;
    insert into job (key, tree_key, instance_key, definition_key, element_instance_key, element_id, scope_key, kind,
      type, retries, created_at, ended_at, outcome)
    select ${largeKey(size)} + 40000 + n, ${largeKey(size)}, ${largeKey(size)}, ${DEFINITION.newest},
      ${largeKey(size)} + n, 'charge', ${largeKey(size)}, 'worker', 'charge', 3, now(), case when n % 2 = 0
      then now() end, case when n % 2 = 0 then 'completed' end from generate_series(1, ${size.elementsOfOne}) n`,
    ],
  ];
}
