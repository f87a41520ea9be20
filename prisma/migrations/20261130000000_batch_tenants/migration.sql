-- The tenant of the definition that a batch is about, where it is about one.
alter table batch add column tenant_id text;
