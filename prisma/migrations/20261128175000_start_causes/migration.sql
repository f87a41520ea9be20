-- What started an instance: a request over an API, a message, a signal, a timer, a condition; with its sender where it came from outside.
-- Instances that were there before have null: nobody noted it then.
alter table instance add column start_cause jsonb;

-- Of the instances that a signal starts.
alter table thrown_signal add column instance_key bigint;

-- For the filter "Started by"; starts of senders that did not have to sign in are not in it.
create index instance_started_by on instance ((start_cause->'sender'->>'id')) where start_cause->'sender'->>'id' is not null;

-- Trees that have not moved since "last change" is kept: the latest that their rows tell.
update process_tree t set updated_at = l.at
from (
  select tree_key, max(at) as at from (
    select tree_key, greatest(started_at, ended_at) as at from element_instance
    union all select tree_key, greatest(updated_at, removed_at) from variable
    union all select tree_key, greatest(raised_at, resolved_at) from incident
    union all select tree_key, greatest(created_at, ended_at) from job where tree_key is not null
    union all select tree_key, updated_at from user_task
    union all select tree_key, started_at from instance
  ) moments where at is not null group by tree_key
) l
where t.updated_at is null and l.tree_key = t.key;
