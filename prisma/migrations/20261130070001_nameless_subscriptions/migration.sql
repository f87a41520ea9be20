-- In Camunda 7 the name of a message or signal may be an expression that gives none: such an event waits for ever.
alter table subscription alter column name drop not null;
