-- Thrown asynchronously: intermediate events and start events have it by jobs.
alter table thrown_signal add column is_async boolean not null default false;
