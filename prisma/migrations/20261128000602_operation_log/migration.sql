-- Started by somebody's request, not by a timer, message, signal or caller.
alter table instance add column is_requested boolean not null default false;

-- Who had a task and who has it: every claim and assignment. Much more frequent than what operators do, so not in the audit chain.
create table task_assignment (
  key bigint primary key,
  task_key bigint not null,
  instance_key bigint not null,
  definition_key bigint not null,
  -- claim, assign
  cause text not null,
  before text,
  after text,
  assigned_at timestamptz not null
);
create index task_assignment_task on task_assignment (task_key);
create index task_assignment_instance on task_assignment (instance_key);

-- Notes that people put to entries of the operation log afterwards; the entries themselves never change.
create table operation_annotation (
  operation_id text primary key,
  annotation text
);
