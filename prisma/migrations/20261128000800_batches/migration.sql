-- One operation on many things, in the background: which, and what became of each.
create table batch (
  key bigint primary key,
  kind text not null,
  -- what is to be done to each
  operation jsonb not null,
  total int not null,
  -- items that may be worked on; the others wait until the batch is opened to them
  opened int not null default 0,
  is_suspended boolean not null default false,
  created_by text,
  created_at timestamptz not null,
  -- the first item was worked on
  started_at timestamptz,
  ended_at timestamptz,
  -- null while alive; completed, canceled
  outcome text,
  removal_at timestamptz
) with (fillfactor = 80);
create index batch_alive on batch (key) where ended_at is null;

create table batch_item (
  key bigint primary key,
  batch_key bigint not null references batch on delete cascade,
  -- the id of what it is done to
  target text not null,
  -- planned, open, done, failed
  state text not null,
  retries int not null,
  worker text,
  lock_until timestamptz,
  -- why the last attempt did not work
  message text,
  rejection jsonb,
  done_at timestamptz
) with (fillfactor = 80);
create index batch_item_left on batch_item (batch_key, state, key) where state <> 'done';
create index batch_item_batch on batch_item (batch_key, key);

-- A finished instance that this one takes up again.
alter table instance add column restart_of bigint;
-- When the history of an instance goes, where somebody has said so: null with a word means never.
alter table instance add column removal_at timestamptz;
alter table instance add column is_removal_fixed boolean not null default false;
