-- What a completed scope knew, as long as it can be undone: its variables and inner compensations have this key as their scope.
alter table subscription add column event_scope_key bigint, add column event_scope_kind text;
create index subscription_event_scope on subscription (event_scope_key) where event_scope_key is not null;
