-- An instance that passes a dozen elements at once was counted by a dozen names and numbers, though its path names them
-- already: now the path is counted, and taken apart where counters are added up.
alter table statistic_change
  add column path_keys bigint[] not null default '{}',
  add column path_counts bigint[] not null default '{}';
create or replace view statistic_delta as
  select u.definition_key, u.element_id, u.state, u.delta
  from statistic_change c, unnest(c.definition_keys, c.element_ids, c.states, c.deltas) as u(definition_key, element_id, state, delta)
  union all
  select e.definition_key, e.element_id, e.outcome, p.passed
  from (
    select u.path_key, sum(u.passed)::bigint as passed
    from statistic_change c, unnest(c.path_keys, c.path_counts) as u(path_key, passed) group by u.path_key
  ) p join path_element e on e.path_key = p.path_key
  where e.kind <> 'adHocInnerInstance' and e.outcome in ('completed', 'terminated');
