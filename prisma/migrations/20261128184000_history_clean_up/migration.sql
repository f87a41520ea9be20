-- The one clean-up of history: when it is due, and which node is at it. Its key is the id of its job in Camunda 7's API.
create table history_clean_up (
  key bigint primary key,
  created_at timestamptz not null,
  due_at timestamptz,
  -- nobody asked for it, or it is done
  is_suspended boolean not null,
  lock_until timestamptz
);
create unique index history_clean_up_one on history_clean_up ((true));

-- What a definition says of the history of its instances, the oldest first: whole trees, by their roots.
create index instance_kept on instance (definition_key, ended_at) where ended_at is not null and parent_instance_key is null;
-- What somebody gave a time.
create index instance_removal on instance (removal_at) where is_removal_fixed and removal_at is not null;
create index decision_instance_removal on decision_instance (removal_at) where is_removal_fixed and removal_at is not null;
create index batch_removal on batch (removal_at) where removal_at is not null;

-- Each attempt at an item of a batch that did not work.
create table batch_item_failure (
  item_key bigint not null references batch_item on delete cascade,
  failed_at timestamptz not null,
  -- before it
  retries int not null,
  message text not null,
  rejection jsonb,
  primary key (item_key, failed_at)
);

-- Decisions that no process asked for, the oldest first.
create index decision_instance_kept on decision_instance (decision_key, evaluated_at) where tree_key is null;
