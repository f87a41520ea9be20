-- The tree that threw the signal and has been given it already (Camunda 7); null: it waits for it like all others.
alter table thrown_signal add column served_tree_key bigint;
-- For the instances that the signal starts.
alter table thrown_signal add column business_key text;
