-- What a file says of its processes, for lists that ask for it: the category, and who may start them.
alter table definition
  add column category text,
  add column starter_users text[] not null default '{}',
  add column starter_groups text[] not null default '{}';
update definition d set category = substring(encode(r.content, 'escape') from 'targetNamespace\s*=\s*"([^"]*)"') from deployment_resource r where r.key = d.resource_key;
create index definition_starter_users on definition using gin (starter_users) where starter_users <> '{}';

-- A word of the client's for a case that this engine does not have.
alter table instance add column case_instance_id text;
create index instance_case on instance (case_instance_id) where case_instance_id is not null;

-- Who came to have to do with a task, and who no longer has.
create table task_link (
  key bigint primary key,
  task_key bigint not null,
  instance_key bigint,
  definition_key bigint,
  type text not null,
  user_id text,
  group_id text,
  is_added boolean not null,
  tenant_id text,
  at timestamptz not null
);
create index task_link_task on task_link (task_key);
create index task_link_instance on task_link (instance_key);
create index task_link_definition on task_link (definition_key, key);
create index task_link_user on task_link (user_id, key) where user_id is not null;
create index task_link_group on task_link (group_id, key) where group_id is not null;
