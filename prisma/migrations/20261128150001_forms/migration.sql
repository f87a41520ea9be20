-- Forms that are deployed by themselves, with versions of their own.
create table form_definition (
  key bigint primary key,
  deployment_key bigint not null references deployment,
  resource_key bigint not null references deployment_resource,
  form_id text not null,
  version int not null,
  version_tag text,
  dialect text not null,
  tenant_id text,
  is_latest boolean not null,
  deployed_at timestamptz not null,
  -- found no more, but kept for the tasks that have it
  deleted_at timestamptz
);
create unique index form_definition_version on form_definition (form_id, coalesce(tenant_id, ''), version);
create index form_definition_deployment on form_definition (deployment_key);
create index form_definition_resource on form_definition (resource_key);

-- The version that a task got when it came to be.
alter table user_task add column form_definition_key bigint;
