-- Camunda 8: a deleted version starts nothing and is found no more, but its instances keep what they are instances of.
alter table definition add column deleted_at timestamptz;
