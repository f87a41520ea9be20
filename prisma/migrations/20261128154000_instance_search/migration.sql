-- Search for instances: each comparison that the console offers has something to start from.

-- Numbers as numbers, so that a range is found in an index without a look at each value.
alter table variable add column number numeric generated always as (
  case when type in ('Integer', 'Long', 'Short', 'Double') and text ~ '^[+-]?[0-9]{1,40}([.][0-9]{1,40})?([eE][+-]?[0-9]{1,3})?$' then text::numeric end
) stored;
create index variable_number on variable (name, number, instance_key) where number is not null and removed_at is null;
-- Dates stand as ISO 8601 in UTC, whose order is that of their text.
create index variable_date on variable (name, text collate "C", instance_key) where type = 'Date' and removed_at is null;

-- The JSON of a value, null where it is none: one broken value must not end the search over all others.
do $$
begin
  if current_setting('server_version_num')::int >= 160000 then
    execute 'create function wheelhouse_json(value text) returns jsonb language sql stable parallel safe as
      ''select case when pg_input_is_valid(value, ''''jsonb'''') then value::jsonb end''';
  else
    execute 'create function wheelhouse_json(value text) returns jsonb language plpgsql stable as
      ''begin return value::jsonb; exception when others then return null; end''';
  end if;
end $$;

-- Names that variables have: a step through the index for each name, whatever the number of variables.
create function wheelhouse_variable_names(at_most int) returns setof text language sql stable as $$
  with recursive names as (
    (select name, 1 as n from variable order by name limit 1)
    union all
    select (select v.name from variable v where v.name > names.name order by v.name limit 1), n + 1 from names where names.name is not null and n < at_most
  ) select name from names where name is not null
$$;

-- What instances have passed.
create index element_instance_executed on element_instance (element_id, instance_key) where ended_at is not null;
create index element_instance_started on element_instance using brin (started_at) with (autosummarize = on);
create index job_ended on job using brin (ended_at) with (autosummarize = on);

-- When something last happened in a tree; nothing is known of what came before. Not indexed: it changes with each step.
alter table process_tree add column updated_at timestamptz;
alter table process_tree alter column updated_at set default now();
