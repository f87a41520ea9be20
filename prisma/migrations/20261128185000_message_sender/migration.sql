-- Who published a message of Camunda 8 that is kept for its time to live: shown while it waits, and told by what it starts later.
-- Messages that were there before have null: nobody noted it then.
alter table message add column sender jsonb;
