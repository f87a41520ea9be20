-- Decisions (DMN): what can be decided, and what was.

-- One file with its decisions, as a whole. Camunda 7 has none for a file with one decision.
create table decision_requirements (
  key bigint primary key,
  deployment_key bigint not null references deployment,
  resource_key bigint not null references deployment_resource,
  requirements_id text not null,
  version int not null,
  name text,
  namespace text,
  dialect text not null,
  tenant_id text,
  is_latest boolean not null,
  deployed_at timestamptz not null
);
create unique index decision_requirements_version on decision_requirements (requirements_id, coalesce(tenant_id, ''), version);
create index decision_requirements_deployment on decision_requirements (deployment_key);

create table decision_definition (
  key bigint primary key,
  deployment_key bigint not null references deployment,
  resource_key bigint not null references deployment_resource,
  requirements_key bigint references decision_requirements,
  decision_id text not null,
  version int not null,
  name text,
  namespace text,
  version_tag text,
  dialect text not null,
  tenant_id text,
  is_latest boolean not null,
  history_ttl_days int,
  deployed_at timestamptz not null
);
create unique index decision_definition_version on decision_definition (decision_id, coalesce(tenant_id, ''), version);
create index decision_definition_deployment on decision_definition (deployment_key);
create index decision_definition_requirements on decision_definition (requirements_key);
create index decision_definition_resource on decision_definition (resource_key);

-- Each decision that was made, with what it was made of. It outlives its definition, so it says itself what was decided.
create table decision_instance (
  key bigint primary key,
  -- all decisions of one evaluation have this key, and a number from 1 in the order in which they were made
  evaluation_key bigint not null,
  position int not null,
  -- the one that was asked for; its requirements were made for it
  is_root boolean not null,
  decision_key bigint not null,
  decision_id text not null,
  decision_name text,
  decision_version int not null,
  requirements_key bigint,
  requirements_id text,
  root_decision_key bigint not null,
  type text not null,
  tree_key bigint,
  instance_key bigint,
  definition_key bigint,
  element_instance_key bigint,
  element_id text,
  tenant_id text,
  user_id text,
  evaluated_at timestamptz not null,
  -- null: it was made
  failure text,
  inputs jsonb not null,
  rules jsonb not null,
  literal jsonb,
  -- as JSON
  output text not null,
  collected text
);
create index decision_instance_evaluation on decision_instance (evaluation_key, position);
create index decision_instance_instance on decision_instance (instance_key, key);
create index decision_instance_decision on decision_instance (decision_key, key desc);
create index decision_instance_decision_id on decision_instance (decision_id, key desc);
create index decision_instance_evaluated on decision_instance (evaluated_at);
