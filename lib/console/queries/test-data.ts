import type { Database } from '@/lib/db.ts';

/** What `fillDatabase` makes, for the tests to compare with. */
export const KEYS = {
  order1: '1000000000000001',
  order2: '1000000000000002',
  invoice: '1000000000000003',
  failed: '1000000000010040',
  instances: 40,
  running: 8,
  endedOrders: 16,
} as const;

/**
 * Forty instances: odd ones of `order` version 1 and 2, even ones of `invoice`; the last eight live, number 40 (an
 * order for the test's sake) has failed. Rows as the engine writes them.
 */
export async function fillDatabase(database: Database): Promise<void> {
  const statements = [
    `insert into deployment (key, name, deployed_at) values (1, 'd', now())`,
    `insert into deployment_resource (key, deployment_key, name, content, checksum)
      values (1, 1, 'order.bpmn', '<definitions/>', 'c')`,
    `insert into definition (key, deployment_key, resource_key, process_id, version, dialect, is_latest, deployed_at)
      values
      (${KEYS.order1}, 1, 1, 'order', 1, 'camunda7', false, now()),
        (${KEYS.order2}, 1, 1, 'order', 2, 'camunda7', true, now()),
        (${KEYS.invoice}, 1, 1, 'invoice', 1, 'camunda8', true, now())`,
    `insert into instance (key, tree_key, definition_key, business_key, start_element_id, started_at, ended_at, outcome,
      incident_count)
      select 1000000000010000 + n, 1000000000010000 + n, case when n = 40 or n % 4 = 1 then ${KEYS.order2}
        when n % 4 = 3 then ${KEYS.order1} else ${KEYS.invoice} end,
        'ORDER-' || n, 'start', now() - interval '1 hour', case when n <= 32
          then now() - (n / 4) * interval '1 minute' end,
        case when n > 32 then null when n % 8 = 0 then 'terminated' else 'completed' end, case when n = 40 then 1
          else 0 end
      from generate_series(1, 40) n`,
    `insert into process_tree (key, version) values (${KEYS.failed}, 3)`,
    `insert into element_instance (key, tree_key, instance_key, definition_key, element_id, kind, scope_key, phase,
      entered_by, started_at)
      values (1000000000020001, ${KEYS.failed}, ${KEYS.failed}, ${KEYS.order2}, 'charge', 'workerTask', ${KEYS.failed},
        'active', '{flow1}', now())`,
    `insert into job (key, tree_key, instance_key, definition_key, element_instance_key, element_id, kind, type,
      retries, error_message, error_details, created_at)
      values (1000000000020002, ${KEYS.failed}, ${KEYS.failed}, ${KEYS.order2}, 1000000000020001, 'charge', 'worker',
        'payment', 0, 'declined', 'at line 1', now())`,
    `insert into job_attempt (key, job_key, instance_key, definition_key, worker, retries_before, retries,
      error_message, failed_at)
      values (1000000000020003, 1000000000020002, ${KEYS.failed}, ${KEYS.order2}, 'w1', 1, 0, 'declined', now())`,
    `insert into incident (key, tree_key, instance_key, definition_key, element_id, element_instance_key, job_key, type,
      message, fingerprint, raised_at)
      values (1000000000020004, ${KEYS.failed}, ${KEYS.failed}, ${KEYS.order2}, 'charge', 1000000000020001,
        1000000000020002, 'failedExternalTask', 'card 4711 was declined', 'f1', now())`,
    `insert into variable (key, tree_key, instance_key, scope_key, definition_key, name, type, text, revision,
      created_at, updated_at)
      values (1000000000020005, ${KEYS.failed}, ${KEYS.failed}, ${KEYS.failed}, ${KEYS.order2}, 'amount', 'Long',
        '100000', 2, now(), now())`,
    `insert into former_value (variable_key, revision, type, texts, written_at)
      values (1000000000020005, 1, 'Long', '{1}', now())`,
    `insert into user_task (key, tree_key, instance_key, definition_key, element_instance_key, element_id, name,
      assignee, candidate_groups, created_at) values
      (1000000000020006, 1000000000010039, 1000000000010039, ${KEYS.order1}, 1, 'review', 'mine', 'lena', '{}', now()),
      (1000000000020007, 1000000000010037, 1000000000010037, ${KEYS.order2}, 1, 'review', 'offered', null,
        '{supervisors}', now()),
      (1000000000020008, 1000000000010035, 1000000000010035, ${KEYS.order1}, 1, 'review', 'of somebody else', 'tom',
        '{supervisors}', now())`,
    `insert into statistic (definition_key, element_id, state, count)
      values (${KEYS.order2}, '', 'active', 3), (${KEYS.order2}, 'charge', 'active', 1)`,
    `insert into statistic_change (definition_keys, element_ids, states, deltas)
      values ('{${KEYS.order2},${KEYS.order2}}', '{"",charge}', '{active,incident}', '{1,1}')`,
  ];
  for (const statement of statements) await database.$executeRawUnsafe(statement);
}
