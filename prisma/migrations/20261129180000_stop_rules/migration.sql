-- A batch may pause by itself when too much of it fails. Its counters are of items that came to an end since the rule began to
-- count: at its creation, or when it was resumed or its failures tried again; before that, so many had.
alter table batch
  add column stop_rule jsonb,
  add column ran_done integer not null default 0,
  add column ran_failed integer not null default 0,
  add column base_done integer not null default 0,
  add column base_failed integer not null default 0,
  -- why and when it paused by itself: as long as it rests for that
  add column stopped jsonb;
