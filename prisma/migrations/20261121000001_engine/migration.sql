-- The engine's tables: one per concept. A row lives from start to end (ended_at is null = alive); there is no second
-- copy for history. Keys are 64-bit numbers given out in blocks from key_block. No foreign keys between the hot
-- tables: the committer writes whole batches in one statement per table, and a tree's version guards their unity.
-- fillfactor leaves room for HOT updates; columns that change often carry no index.

create sequence key_block as bigint minvalue 0 start 0;

create table deployment (
  key bigint primary key,
  name text,
  source text,
  tenant_id text,
  deployed_at timestamptz not null
);
create index deployment_name on deployment (name, deployed_at);

create table deployment_resource (
  key bigint primary key,
  deployment_key bigint not null references deployment on delete cascade,
  name text not null,
  content bytea not null,
  checksum text not null
);
create index deployment_resource_deployment on deployment_resource (deployment_key, name);

create table definition (
  key bigint primary key,
  deployment_key bigint not null references deployment,
  resource_key bigint not null references deployment_resource,
  process_id text not null,
  version int not null,
  name text,
  version_tag text,
  dialect text not null,
  tenant_id text,
  is_suspended boolean not null default false,
  is_latest boolean not null,
  is_startable_in_tasklist boolean not null default true,
  history_ttl_days int,
  deployed_at timestamptz not null
);
create unique index definition_version on definition (process_id, coalesce(tenant_id, ''), version);
create index definition_deployment on definition (deployment_key);

-- Highest version that a process ever had: numbers of deleted versions are not used again.
create table version_counter (
  process_id text not null,
  tenant_id text not null,
  version int not null,
  primary key (process_id, tenant_id)
);

-- Start events of the newest version that wait for a message or a signal.
create table start_subscription (
  key bigint primary key,
  definition_key bigint not null references definition on delete cascade,
  element_id text not null,
  kind text not null,
  name text not null,
  created_at timestamptz not null
);
create index start_subscription_name on start_subscription (kind, name);

create table process_tree (
  key bigint primary key,
  version int not null
) with (fillfactor = 80);

-- Lets a whole batch fail when one of its trees or jobs is not as expected, without a read in between.
create function wheelhouse_expect(actual bigint, expected bigint) returns void language plpgsql as $$
begin
  if actual <> expected then
    raise exception 'expected %, found %', expected, actual using errcode = 'WH001';
  end if;
end $$;

create table instance (
  key bigint primary key,
  tree_key bigint not null,
  definition_key bigint not null,
  parent_instance_key bigint,
  parent_element_instance_key bigint,
  business_key text,
  tenant_id text,
  start_element_id text not null,
  is_suspended boolean not null default false,
  started_at timestamptz not null,
  ended_at timestamptz,
  -- null while alive; completed, terminated
  outcome text,
  is_external_end boolean not null default false,
  end_reason text,
  -- open incidents of this very instance, for lists without a join
  incident_count int not null default 0
) with (fillfactor = 85);
create index instance_tree_alive on instance (tree_key) where ended_at is null;
create index instance_definition on instance (definition_key, key desc);
create index instance_definition_alive on instance (definition_key, key desc) where ended_at is null;
create index instance_business_key on instance (business_key text_pattern_ops) where business_key is not null;
create index instance_parent on instance (parent_instance_key) where parent_instance_key is not null;
create index instance_ended on instance (ended_at) where ended_at is not null;
create index instance_incident on instance (key desc) where incident_count > 0;

create table element_instance (
  key bigint primary key,
  tree_key bigint not null,
  instance_key bigint not null,
  definition_key bigint not null,
  element_id text not null,
  kind text not null,
  scope_key bigint not null,
  phase text not null,
  entered_by text[] not null default '{}',
  index int,
  data jsonb,
  called_instance_key bigint,
  started_at timestamptz not null,
  ended_at timestamptz,
  -- null while alive; completed, terminated, merged
  outcome text
) with (fillfactor = 85);
create index element_instance_tree_alive on element_instance (tree_key) where ended_at is null;
create index element_instance_instance on element_instance (instance_key, key);
create index element_instance_definition on element_instance (definition_key, element_id) where ended_at is null;

create table variable (
  key bigint primary key,
  tree_key bigint not null,
  instance_key bigint not null,
  scope_key bigint not null,
  definition_key bigint not null,
  name text not null,
  type text not null,
  text text,
  info jsonb,
  revision int not null,
  written_by text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- set when removed by a command; a variable of an ended scope keeps null
  removed_at timestamptz,
  -- set when its scope has ended
  ended_at timestamptz
) with (fillfactor = 85);
create index variable_tree_alive on variable (tree_key) where ended_at is null and removed_at is null;
create index variable_instance on variable (instance_key, name);
create index variable_value on variable (name, (left(text, 100)));

-- Former values of variables that were overwritten or removed.
create table variable_history (
  variable_key bigint not null,
  revision int not null,
  instance_key bigint not null,
  type text not null,
  text text,
  info jsonb,
  written_by text,
  written_at timestamptz not null,
  primary key (variable_key, revision)
);
create index variable_history_instance on variable_history (instance_key);

create table job (
  key bigint primary key,
  -- null for the timer of a definition's start event
  tree_key bigint,
  instance_key bigint,
  definition_key bigint not null,
  element_instance_key bigint,
  element_id text not null,
  scope_key bigint,
  kind text not null,
  position text,
  entered_by text[] not null default '{}',
  index int,
  type text,
  priority bigint not null default 0,
  retries int,
  due_at timestamptz,
  repeat text,
  headers jsonb,
  is_exclusive boolean not null default true,
  is_suspended boolean not null default false,
  worker text,
  lock_until timestamptz,
  error_message text,
  error_details text,
  -- of a continuation or timer: where the attempt failed, perhaps further on
  failed_element_id text,
  tenant_id text,
  created_at timestamptz not null,
  ended_at timestamptz,
  -- null while alive; completed, errorThrown, canceled
  outcome text
) with (fillfactor = 80);
create index job_tree_alive on job (tree_key) where ended_at is null;
create index job_instance on job (instance_key, key);
create index job_definition on job (definition_key, key);
create index job_work on job (type, priority desc, key) where ended_at is null and kind = 'worker';
create index job_due on job (due_at nulls first, key) where ended_at is null and kind <> 'worker';

-- Failed attempts, for the log and for people.
create table job_attempt (
  key bigint primary key,
  job_key bigint not null,
  instance_key bigint,
  definition_key bigint not null,
  worker text,
  retries_before int,
  retries int not null,
  error_message text,
  error_details text,
  failed_element_id text,
  failed_at timestamptz not null
);
create index job_attempt_job on job_attempt (job_key, key);
create index job_attempt_instance on job_attempt (instance_key);

create table user_task (
  key bigint primary key,
  tree_key bigint not null,
  instance_key bigint not null,
  definition_key bigint not null,
  element_instance_key bigint not null,
  element_id text not null,
  name text,
  description text,
  assignee text,
  owner text,
  candidate_users text[] not null default '{}',
  candidate_groups text[] not null default '{}',
  due_at timestamptz,
  follow_up_at timestamptz,
  priority int not null default 50,
  form_key text,
  tenant_id text,
  created_at timestamptz not null,
  ended_at timestamptz,
  -- null while alive; completed, canceled
  outcome text
) with (fillfactor = 85);
create index user_task_tree_alive on user_task (tree_key) where ended_at is null;
create index user_task_instance on user_task (instance_key);
create index user_task_definition on user_task (definition_key, key);
create index user_task_alive on user_task (key desc) where ended_at is null;
create index user_task_assignee on user_task (assignee, key desc) where ended_at is null;
create index user_task_due on user_task (due_at) where ended_at is null and due_at is not null;

create table subscription (
  key bigint primary key,
  tree_key bigint not null,
  instance_key bigint not null,
  definition_key bigint not null,
  element_instance_key bigint not null,
  element_id text not null,
  kind text not null,
  name text not null,
  correlation_key text,
  tenant_id text,
  created_at timestamptz not null,
  closed_at timestamptz
);
create index subscription_tree_alive on subscription (tree_key) where closed_at is null;
create index subscription_name on subscription (kind, name, correlation_key, key) where closed_at is null;
create index subscription_instance on subscription (instance_key);

-- Messages that wait for a subscription until they expire.
create table message (
  key bigint primary key,
  name text not null,
  correlation_key text not null,
  message_id text,
  tenant_id text,
  variables jsonb not null,
  published_at timestamptz not null,
  expires_at timestamptz not null
);
create index message_match on message (name, correlation_key, key);
create unique index message_unique_id on message (name, correlation_key, message_id, coalesce(tenant_id, '')) where message_id is not null;
create index message_expiry on message (expires_at);

-- A message goes to each process once.
create table message_correlation (
  message_key bigint not null,
  process_id text not null,
  tenant_id text,
  -- set where the message started the instance: its correlation key
  start_key text,
  instance_key bigint not null,
  correlated_at timestamptz not null,
  primary key (message_key, process_id)
);
create index message_correlation_instance on message_correlation (instance_key);

-- Which instance a correlation key has started: while that lives, the key starts no second one of its process. The row
-- stays after its end and is taken over by the next start.
create table message_start_lock (
  process_id text not null,
  tenant_id text not null,
  start_key text not null,
  instance_key bigint not null,
  primary key (process_id, tenant_id, start_key)
);
create index message_start_lock_instance on message_start_lock (instance_key);

-- In the transaction that starts the instance. Of two that take the same key the second waits for the first, and then
-- does not see its instance as ended, since it does not see it at all: so it fails.
create function take_message_start_lock() returns trigger language plpgsql as $$
begin
  insert into message_start_lock as held (process_id, tenant_id, start_key, instance_key)
    values (new.process_id, coalesce(new.tenant_id, ''), new.start_key, new.instance_key)
    on conflict (process_id, tenant_id, start_key) do update set instance_key = excluded.instance_key
      where exists (select 1 from instance i where i.key = held.instance_key and i.ended_at is not null);
  if not found then
    raise exception 'an instance that the key started lives still' using errcode = '23505', table = 'message_start_lock', constraint = 'message_start_lock_pkey';
  end if;
  return new;
end $$;
create trigger message_correlation_start after insert on message_correlation
  for each row when (new.start_key is not null) execute function take_message_start_lock();

-- Signals that instances threw, until they have been broadcast: written with the step that threw them.
create table thrown_signal (
  key bigint primary key,
  name text not null,
  tenant_id text,
  variables jsonb not null,
  thrown_at timestamptz not null,
  -- a node broadcasts it; should it die, another takes it after that
  claimed_until timestamptz
);

create table incident (
  key bigint primary key,
  tree_key bigint not null,
  instance_key bigint not null,
  definition_key bigint not null,
  element_id text not null,
  element_instance_key bigint,
  job_key bigint,
  type text not null,
  message text not null,
  -- groups equal failures: a hash of type, element and the message without its numbers and ids
  fingerprint text not null,
  failed_element_id text,
  raised_at timestamptz not null,
  resolved_at timestamptz,
  -- null while open; resolved, deleted
  outcome text,
  annotation text
);
create index incident_tree_open on incident (tree_key) where resolved_at is null;
create index incident_instance on incident (instance_key, key);
create index incident_open on incident (definition_key, element_id, key desc) where resolved_at is null;
create index incident_fingerprint_open on incident (fingerprint, key desc) where resolved_at is null;
create index incident_raised on incident (raised_at);

-- Counters per definition, element ('' = the instances themselves) and state, kept by the committer: it appends
-- deltas, a background task folds them. A count is folded + deltas.
create table statistic (
  definition_key bigint not null,
  element_id text not null,
  -- active, incident, completed, terminated
  state text not null,
  count bigint not null,
  primary key (definition_key, element_id, state)
) with (fillfactor = 70);
create table statistic_delta (
  id bigint generated always as identity,
  definition_key bigint not null,
  element_id text not null,
  state text not null,
  delta bigint not null
);

-- Who did what, when, where, why, what came of it. A chain: hash = sha256(previous hash + the entry's own text).
create table audit_entry (
  n bigint primary key,
  at timestamptz not null,
  -- person, client, worker, system
  actor_kind text not null,
  actor_id text,
  actor_name text,
  actor_role text,
  session_id text,
  address text,
  -- console, ops, rest7, rest8, grpc, system
  channel text not null,
  operation text not null,
  risk text not null,
  permission text,
  target_kind text,
  target_key text,
  instance_key bigint,
  definition_key bigint,
  element_id text,
  business_key text,
  reason_code text,
  ticket text,
  note text,
  before jsonb,
  after jsonb,
  -- done, refused, denied, failed
  outcome text not null,
  outcome_text text,
  previous_hash text not null,
  hash text not null
);
create index audit_entry_at on audit_entry (at);
create index audit_entry_instance on audit_entry (instance_key, n) where instance_key is not null;
create index audit_entry_actor on audit_entry (actor_id, n);
create index audit_entry_operation on audit_entry (operation, n);
create table audit_head (
  one boolean primary key default true check (one),
  n bigint not null,
  hash text not null
);
insert into audit_head (n, hash) values (0, repeat('0', 64));
create function audit_entry_is_final() returns trigger language plpgsql as $$
begin
  raise exception 'audit entries are never changed or removed';
end $$;
create trigger audit_entry_final before update or delete on audit_entry for each row execute function audit_entry_is_final();
create trigger audit_entry_no_truncate before truncate on audit_entry for each statement execute function audit_entry_is_final();
