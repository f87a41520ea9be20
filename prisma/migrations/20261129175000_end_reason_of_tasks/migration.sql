-- Why a task was canceled: what its scope was interrupted or its instance ended for. Tasks of the past say what their
-- instance says, where a client ended it in the same moment.
alter table user_task add column end_reason text;

update user_task t set end_reason = i.end_reason
  from instance i
  where i.key = t.instance_key and i.end_reason is not null and i.parent_instance_key is null
    and t.outcome = 'canceled' and t.ended_at = i.ended_at;
