-- Tasks that belong to no process: they have no instance, and neither have their variables and what people say about them.
alter table user_task alter column instance_key drop not null, alter column definition_key drop not null, alter column element_instance_key drop not null, alter column element_id drop not null;
alter table user_task
  -- the task that it is a part of, in the same tree
  add column parent_task_key bigint,
  add column case_instance_id text,
  -- what its maker calls it
  add column external_id text,
  -- who has to do with it beside assignee, owner and candidates
  add column other_links jsonb;
create unique index user_task_external_id on user_task (external_id) where external_id is not null;
create index user_task_parent on user_task (parent_task_key) where parent_task_key is not null;
create index user_task_case on user_task (case_instance_id) where case_instance_id is not null;

alter table variable alter column instance_key drop not null, alter column definition_key drop not null;
create index variable_standalone on variable (scope_key) where instance_key is null;
alter table variable_history alter column instance_key drop not null;
alter table task_assignment alter column instance_key drop not null, alter column definition_key drop not null;
alter table task_comment alter column instance_key drop not null;
alter table task_attachment alter column instance_key drop not null;
