-- People, their roles and sessions, and what the console may be told. Programs that call the engine's APIs are not here.

create table app_user (
  id text primary key,
  -- what the person types, in lower case; also the engine's user id of tasks
  username text not null unique,
  name text not null,
  -- scrypt$cost$block$parallel$salt$key, salt and key in base64: the password itself is nowhere
  password_hash text not null,
  -- candidate groups of user tasks that the person belongs to
  groups text[] not null default '{}',
  created_at timestamptz not null default now(),
  password_changed_at timestamptz not null default now(),
  disabled_at timestamptz
);

create table user_role (
  user_id text not null references app_user on delete cascade,
  -- a role's id of lib/auth/roles.ts
  role text not null,
  -- process ids that the role is limited to; null: all
  definitions text[],
  granted_at timestamptz not null default now(),
  granted_by text,
  primary key (user_id, role)
);
create index user_role_role on user_role (role);

-- One row per sign-in. The browser's cookie carries the id only; a row that is revoked or gone ends the session.
create table session (
  id text primary key,
  user_id text not null references app_user on delete cascade,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_because text,
  address text,
  user_agent text
);
create index session_of_user on session (user_id, created_at desc);
create index session_expiry on session (expires_at);

-- Failed sign-ins in a row, per user name and per address, so that guessing gets slower and slower.
create table login_attempt (
  -- user:<name> or address:<address>
  subject text primary key,
  failures int not null,
  last_failed_at timestamptz not null,
  blocked_until timestamptz
);
create index login_attempt_last on login_attempt (last_failed_at);

-- The one-time token of the first start, hashed. The row goes with the first administrator.
create table setup_token (
  one boolean primary key default true check (one),
  token_hash text not null,
  created_at timestamptz not null default now()
);

create table setting (
  name text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now(),
  updated_by text
);

-- However the first administrator comes to be, the set-up is over for ever.
create function close_setup() returns trigger language plpgsql as $$
begin
  insert into setting (name, value, updated_by) values ('setup.closed', 'true', 'system') on conflict (name) do nothing;
  delete from setup_token;
  return null;
end $$;
create trigger user_role_closes_setup after insert or update on user_role
  for each row when (new.role = 'admin') execute function close_setup();

create table reason_code (
  code text primary key,
  label text not null,
  position int not null,
  disabled_at timestamptz
);
insert into reason_code (code, label, position) values
  ('transient-failure', 'Passing failure of a system we call', 10),
  ('outage-over', 'Outage is over', 20),
  ('data-correction', 'Wrong data, corrected', 30),
  ('worker-fixed', 'Worker was mended', 40),
  ('configuration-fixed', 'Configuration was mended', 50),
  ('customer-request', 'Asked for by the customer', 60),
  ('duplicate', 'Duplicate', 70),
  ('test', 'Test or drill', 80),
  ('other', 'Other, see note', 90);

-- Lists of the console: newest first over all definitions, without a scan over what has ended.
create index instance_alive on instance (key desc) where ended_at is null;
create index instance_suspended on instance (key desc) where ended_at is null and is_suspended;
create index instance_cancelled on instance (key desc) where outcome = 'terminated';
-- Rows stand in the order of their start, so that a block range index of a few pages finds a time range.
create index instance_started on instance using brin (started_at) with (autosummarize = on);
create index incident_open_newest on incident (key desc) where resolved_at is null;
create index incident_resolved on incident (resolved_at) where resolved_at is not null;
-- Failed and not yet out of retries: what the console calls retrying.
create index job_failing on job (instance_key) where ended_at is null and error_message is not null;
