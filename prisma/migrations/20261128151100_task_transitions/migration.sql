-- What the listeners of a task are asked about, or have denied.
alter table user_task add column transition jsonb;
