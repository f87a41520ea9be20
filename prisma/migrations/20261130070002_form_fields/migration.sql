-- What somebody has written into the fields of a form (Camunda 7), as it was sent.
create table form_field (
  key bigint primary key,
  tree_key bigint not null,
  instance_key bigint not null,
  definition_key bigint not null,
  -- null, as the task: the form started the instance
  element_instance_key bigint,
  element_id text,
  task_key bigint,
  name text not null,
  value text not null,
  submitted_at timestamptz not null
);
create index form_field_instance on form_field (instance_key, key);
