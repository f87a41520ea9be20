-- Processes that somebody has put first for himself: with all their versions, also those to come. '' is no tenant.
create table starred_definition (
  username text not null,
  tenant_id text not null default '',
  process_id text not null,
  starred_at timestamptz not null,
  primary key (username, tenant_id, process_id)
);
