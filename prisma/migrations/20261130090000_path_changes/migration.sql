-- Most instances that end as they begin are counted by their path alone. Beside it they had a row of six arrays with a
-- number of its own; now a path has a narrow row, which also counts the instances that were complete with it.
create table path_change (
  path_key bigint not null,
  passed bigint not null,
  completed bigint not null
);
insert into path_change (path_key, passed, completed)
  select u.path_key, sum(u.passed), 0
  from statistic_change c, unnest(c.path_keys, c.path_counts) as u(path_key, passed) group by u.path_key;
drop view statistic_delta;
alter table statistic_change drop column id, drop column path_keys, drop column path_counts;
delete from statistic_change where cardinality(deltas) = 0;
create view statistic_delta as
  select u.definition_key, u.element_id, u.state, u.delta
  from statistic_change c, unnest(c.definition_keys, c.element_ids, c.states, c.deltas) as u(definition_key, element_id, state, delta)
  union all
  select e.definition_key, e.element_id, e.outcome, p.passed
  from (select path_key, sum(passed)::bigint as passed from path_change group by path_key) p
    join path_element e on e.path_key = p.path_key
  where e.kind <> 'adHocInnerInstance' and e.outcome in ('completed', 'terminated')
  union all
  select e.definition_key, '', 'completed', p.completed
  from (select path_key, sum(completed)::bigint as completed from path_change group by path_key) p
    join path_element e on e.path_key = p.path_key and e.key_offset = 0
  where p.completed > 0;
