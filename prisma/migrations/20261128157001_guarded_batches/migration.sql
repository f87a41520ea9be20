-- What is needed to ask again, before each item is done, whether it may be done still: for whom, and which action.
alter table batch add column guarded jsonb;
