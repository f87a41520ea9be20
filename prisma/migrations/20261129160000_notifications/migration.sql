-- What a person is told of: written with the deed that it is about, or by a look at what is watched.
create table notification (
  key bigint generated always as identity primary key,
  username text not null,
  -- batch, retry, instance, assigned, comment, message: what can be muted
  kind text not null,
  -- retryFailed, instanceIncident …: what came about
  event text not null,
  -- instance, batch, group, message: where it leads
  target_kind text not null,
  target_key text not null,
  -- seen only by whoever may see this process; null: of no process alone
  process_id text,
  -- what its sentence names
  facts jsonb not null,
  created_at timestamptz not null,
  read_at timestamptz
) with (fillfactor = 85);
create index notification_of on notification (username, key desc);
create index notification_unread on notification (username, key desc) where read_at is null;
create index notification_created on notification (created_at);

-- Kinds that somebody is told of without a sound: they stand in the list as read.
create table notification_mute (
  username text not null,
  kind text not null,
  primary key (username, kind)
);

-- What somebody waits for. Nothing of the engine looks here while it works: a node looks now and then at what is named here.
create table watch (
  -- instance, job, batch, message
  kind text not null,
  target_key bigint not null,
  username text not null,
  since timestamptz not null,
  -- the newest failure that the person knows of; of a batch: when its failures were told
  seen_at timestamptz,
  primary key (kind, target_key, username)
) with (fillfactor = 85);
create index watch_username on watch (username, kind);

-- Who looks at which instance at this moment. It is renewed while the page is open; nothing of it is worth keeping.
create unlogged table presence (
  -- of the page's channel
  page text primary key,
  username text not null,
  name text not null,
  instance_key bigint not null,
  is_changing boolean not null,
  expires_at timestamptz not null
);
create index presence_instance on presence (instance_key);
create index presence_expiry on presence (expires_at);
