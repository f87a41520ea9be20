-- Where a token of Camunda 7 got a variable that it has brought along.
alter table variable add column origin_key bigint;
