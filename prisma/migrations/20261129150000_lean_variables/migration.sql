-- What a variable costs to write: four in ten of a multi-instance activity's rows are its counters and their former values.

-- Former values are read by their variable.
drop index variable_history_instance;
alter table variable_history drop column instance_key;

-- A number is computed where it is indexed or compared, not for each row that is written.
create function wheelhouse_number(type text, value text) returns numeric language sql immutable parallel safe as $$
  select case when type in ('Integer', 'Long', 'Short', 'Double') and value ~ '^[+-]?[0-9]{1,40}([.][0-9]{1,40})?([eE][+-]?[0-9]{1,3})?$' then value::numeric end
$$;
drop index variable_number;
alter table variable drop column number;
create index variable_number on variable (name, wheelhouse_number(type, text), instance_key)
  where type in ('Integer', 'Long', 'Short', 'Double') and removed_at is null and name not in ('loopCounter', 'nrOfInstances', 'nrOfCompletedInstances', 'nrOfActiveInstances');

-- Nobody looks for the instances whose loopCounter is 17: counters are found by their instance alone.
drop index variable_value;
create index variable_value on variable (name, left(text, 100))
  where name not in ('loopCounter', 'nrOfInstances', 'nrOfCompletedInstances', 'nrOfActiveInstances');

-- Names that variables have: a step through the index for each name. The counters are not among them.
create or replace function wheelhouse_variable_names(at_most int) returns setof text language sql stable as $$
  with recursive names as (
    (select name, 1 as n from variable where name not in ('loopCounter', 'nrOfInstances', 'nrOfCompletedInstances', 'nrOfActiveInstances') order by name limit 1)
    union all
    select (select v.name from variable v where v.name > names.name and v.name not in ('loopCounter', 'nrOfInstances', 'nrOfCompletedInstances', 'nrOfActiveInstances') order by v.name limit 1), n + 1
      from names where names.name is not null and n < at_most
  ) select name from names where name is not null
$$;
