-- Messages of Camunda 7 that matched nothing when they came. The sender was told so and the engine keeps none of them for
-- itself; people see them here, and send them once more by hand or as soon as something waits for them.
create table early_message (
  key bigint primary key,
  name text not null,
  business_key text,
  -- as the sender wrote it: it may be no instance of ours
  instance_id text,
  tenant_id text,
  -- false: the sender left it open which tenant is meant
  is_tenant_given boolean not null,
  correlation_keys jsonb not null,
  local_correlation_keys jsonb not null,
  -- null: larger than what is kept, so it can only be sent again by its sender
  payload jsonb,
  is_for_all boolean not null,
  sender text,
  sender_address text,
  received_at timestamptz not null,
  expires_at timestamptz not null,
  -- waiting, correlated, late, duplicate
  state text not null default 'waiting',
  -- sent again by itself as soon as something waits for it
  is_watched boolean not null default false,
  -- while somebody sends it again
  lock_until timestamptz,
  tries int not null default 0,
  tried_at timestamptz,
  last_problem text,
  decided_at timestamptz,
  decided_by text,
  note text,
  instance_key bigint
) with (fillfactor = 85);
create index early_message_waiting on early_message (name, business_key, key) where state = 'waiting';
create index early_message_watched on early_message (tried_at nulls first, key) where state = 'waiting' and is_watched;
create index early_message_state on early_message (state, key desc);
create index early_message_by_name on early_message (name, key desc);
create index early_message_expiry on early_message (expires_at);

-- What is done with early messages of a name, and how many were counted only because too many came at once.
create table early_message_name (
  name text primary key,
  -- keep, replay, ignore
  rule text not null default 'keep',
  set_by text,
  set_at timestamptz,
  not_kept bigint not null default 0,
  not_kept_at timestamptz
);

-- A message is received once: a node that was taken for dead may commit after another has sent the message again. Then the
-- second commit fails, with all that it would have done again.
create function refuse_second_receipt() returns trigger language plpgsql as $$
begin
  raise exception 'message % has been received already', old.key using errcode = 'WH002';
end $$;
create trigger early_message_once before update on early_message for each row when (old.state <> 'waiting' and new.state = 'correlated') execute function refuse_second_receipt();
