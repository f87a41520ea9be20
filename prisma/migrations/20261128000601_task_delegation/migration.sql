-- pending: given to somebody on behalf of the owner; resolved: done by him and back with the owner.
alter table user_task add column delegation text;
-- Last change by a command; null: none since it was created.
alter table user_task add column updated_at timestamptz;
-- What an incident that was reported from outside refers to, in its reporter's words.
alter table incident add column configuration text;
