import { DEFINITION, DEFINITION_OF, factsOf, KEY, type Size } from './console-size.ts';

/** Names of messages. */
const NAMES = 20;
const PEOPLE = `(array['lena', 'tom', 'mira'])`;

/** Messages, decisions, former values, and what people were told. */
export function eventStatements(size: Size): readonly (readonly [string, string])[] {
  const { ALIVE, STARTED, ENDED } = factsOf(size);
  return [
    [
      'former values',
      `insert into former_value (variable_key, revision, type, texts, written_at) select ${KEY} + 11, 1, 'Long',
        array['1', '2', '3'], ${STARTED} from generate_series(1, ${size.instances}) n;
    update variable set revision = 4 where name = 'amount'`,
    ],
    [
      'subscriptions',
      `insert into subscription (key, tree_key, instance_key, definition_key, element_instance_key, element_id, kind,
        name, correlation_key, created_at, closed_at)
    select ${KEY} + 60, ${KEY}, ${KEY}, ${DEFINITION_OF}, ${KEY} + 3, 'paidLater', case when n % 20 = 1 then 'signal'
      else 'message' end, 'name-' || n % ${NAMES}, case when n % 10 = 9 then 'ORDER-' || n end, ${STARTED},
      case when not (${ALIVE}) then ${ENDED} end from generate_series(1, ${size.instances}) n;
    insert into start_subscription (key, definition_key, element_id, kind, name, created_at)
      select 800000 + n, ${DEFINITION.newest}, 'start', 'message', 'name-' || n, now() from generate_series(1, 5) n`,
    ],
    [
      'messages',
      `insert into message (key, name, correlation_key, variables, published_at, expires_at, message_id)
      select ${KEY} + 61, 'name-' || n % ${NAMES}, 'ORDER-' || n, '{}', now(), now() + interval '1 hour', n::text
        from generate_series(1, ${size.messages}) n;
    insert into message_correlation (message_key, process_id, instance_key, correlated_at, subscription_key)
      select ${KEY} + 62, case when n % 10 = 9 then 'invoice' else 'order' end, ${KEY}, ${STARTED}, ${KEY} + 60
        from generate_series(1, ${size.instances}) n where not (${ALIVE});
    insert into early_message (key, name, business_key, is_tenant_given, correlation_keys, local_correlation_keys,
      payload, is_for_all, sender, received_at, expires_at, state, is_watched, tries, instance_key)
    select ${KEY} + 63, 'name-' || n % (${NAMES} + 5), case when n % 5 > 0 then 'ORDER-' || n end, n % 50 = 0,
      jsonb_build_object('amount', jsonb_build_object('type', 'Long', 'text', n::text)), '{}',
      '{"variables": {"amount": {"type": "Long", "text": "5"}}}', false, 'shop', ${STARTED}, now() + interval '1 day',
      case when n % 2 = 0 then 'waiting' else (array['correlated', 'late', 'duplicate'])[1 + n / 2 % 3] end,
      n % 7 = 0 and n % (${NAMES} + 5) >= ${NAMES}, 1, case when n % 2 = 1 then ${KEY} end
      from generate_series(${size.instances - size.messages + 1}, ${size.instances}) n;
    insert into expired_message (key, name, correlation_key, message_id, variables, published_at, expired_at, sender)
      select ${KEY} + 64, 'name-' || n % (${NAMES} + 5), 'ORDER-' || n, n::text, '{"amount": 5}', ${STARTED},
        ${STARTED} + interval '1 hour', '{"id": "shop", "name": "Shop", "channel": "camunda8"}'
      from generate_series(${size.instances - size.messages + 1}, ${size.instances}) n;
    insert into early_message_name (name, not_kept) select 'name-' || n, n from generate_series(0, ${NAMES}) n`,
    ],
    [
      'decisions',
      `insert into decision_instance (key, evaluation_key, position, is_root, decision_key, decision_id, decision_name,
        decision_version, root_decision_key, type, tree_key, instance_key, definition_key, element_instance_key,
        element_id, evaluated_at, inputs, rules, output)
    select ${KEY} + 70, ${KEY} + 70, 0, true, 5001, 'risk', 'Risk', 1, 5001, 'table', ${KEY}, ${KEY}, ${DEFINITION_OF},
      ${KEY} + 2, 'check', ${STARTED}, '[{"name": "amount", "value": {"type": "Long", "text": "5"}}]',
      '[{"index": 1, "outputs": [{"name": "risk", "value": {"type": "String", "text": "low"}}]}]', '"low"'
      from generate_series(1, ${size.instances}) n where n % 2 = 0`,
    ],
    [
      'people',
      `insert into app_user (id, username, name, password_hash, groups) select 'u' || n, case when n < 4
        then ${PEOPLE}[n] else 'person-' || n end, 'Person ' || n, '-', '{supervisors}'
        from generate_series(1, ${size.people}) n;
    insert into user_role (user_id, role, definitions) select 'u' || n, 'l2-operator', null
      from generate_series(1, ${size.people}) n;
    insert into saved_view (screen, name, address, owner, is_shared, created_at, updated_at) select 'instances',
      'View ' || n, 'state=incident', case when n % 3 = 0 then 'lena' else 'person-' || n end, n % 2 = 0, now(), now()
      from generate_series(4, ${size.people}) n`,
    ],
    [
      'what people watch and were told',
      `insert into notification (username, kind, event, target_kind, target_key, process_id, facts, created_at, read_at)
    select ${PEOPLE}[1 + n % 3], (array['instance', 'retry', 'comment'])[1 + n / 3 % 3], 'instanceIncident',
      'instance', (${KEY})::text, 'order', jsonb_build_object('title', 'ORDER-' || n), now(), case when n % 40 > 0
      then now() end from generate_series(1, 3 * ${size.notices}) n;
    insert into watch (kind, target_key, username, since)
      select 'instance', ${KEY}, ${PEOPLE}[1 + n % 3], now() from generate_series(1, 600) n;
    insert into presence (page, username, name, instance_key, is_changing, expires_at)
      select n::text, 'tom', 'Tom', ${KEY}, false, now() + interval '1 hour' from generate_series(1, 600) n`,
    ],
  ];
}
