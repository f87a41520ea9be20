-- What operators set for the jobs that one place of a model makes. No row, or null: as the definition, as the model says.
create table job_setting (
  definition_key bigint not null references definition on delete cascade,
  element_id text not null,
  -- before, after, innerBefore, innerAfter (continuations), timer
  position text not null,
  is_suspended boolean,
  priority bigint,
  primary key (definition_key, element_id, position)
);
