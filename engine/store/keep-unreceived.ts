/** Values of one message, in bytes of their JSON; with more only its name and keys are kept. */
const MAX_VALUES = 64 * 1024;
const COLUMNS = 'key, name, correlation_key, message_id, tenant_id, variables, published_at, expired_at, sender';

/** Keeps those rows of a table like `message` for people that nobody has received. */
export function keepUnreceived(rows: string): string {
  return `insert into expired_message (${COLUMNS})
    select m.key, m.name, m.correlation_key, m.message_id, m.tenant_id,
      case when octet_length(m.variables::text) <= ${MAX_VALUES} then m.variables end, m.published_at, m.expires_at, m.sender
    from ${rows} m where not exists (select 1 from message_correlation c where c.message_key = m.key)
    on conflict (key) do nothing`;
}
