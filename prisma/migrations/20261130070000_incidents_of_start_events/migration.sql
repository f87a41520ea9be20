-- A job of a start event that has no attempts left raises an incident too: of its definition, and of no instance.
alter table incident alter column tree_key drop not null, alter column instance_key drop not null;
