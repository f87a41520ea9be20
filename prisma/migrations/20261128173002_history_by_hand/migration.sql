-- The history of a variable that lives still can be deleted: its value stays, and no list of the history shows it.
alter table variable add column is_history_deleted boolean not null default false;
-- When what is kept of an evaluated decision goes, where somebody has said so.
alter table decision_instance add column removal_at timestamptz, add column is_removal_fixed boolean not null default false;
