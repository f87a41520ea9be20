-- Element instances that began and ended within one command are one row for all of them: an instance that passes ten
-- tasks straight through had a dozen rows with four index entries each. What they have in common with those of the other
-- instances that take the same path is kept once, in path_element; `element_history` shows each element instance by itself.

-- An element of a path: keys are told by their distance from the path's first one. `path_key` says what the path is made
-- of, so equal paths are the same one, whichever node writes it.
create table path_element (
  path_key bigint not null,
  key_offset int not null,
  definition_key bigint not null,
  element_id text not null,
  kind text not null,
  -- null: the scope of the row that takes the path
  scope_offset int,
  phase text not null,
  entered_by text[] not null,
  index int,
  outcome text not null,
  primary key (path_key, key_offset)
);
create index path_element_element on path_element (element_id, path_key);
create index path_element_definition on path_element (definition_key, element_id, path_key);

-- The keys between the first and the last of a row belong to no other element instance, so rows in the order of their
-- first keys are element instances in the order of their keys.
create table passed_elements (
  first_key bigint not null,
  path_key bigint not null,
  instance_key bigint not null,
  tree_key bigint not null,
  -- null: the instance itself
  scope_key bigint,
  -- when all of them began and ended
  passed_at timestamptz not null,
  primary key (first_key)
);
create index passed_elements_instance on passed_elements (instance_key, first_key);
create index passed_elements_path on passed_elements (path_key, instance_key);
create index passed_elements_at on passed_elements using brin (passed_at) with (autosummarize = on);

-- Each element instance by itself, living, ended or passed. `row_key`: the first key of the row that holds it; rows are
-- found by it, and in the order of `row_key, key` all are in the order of their keys.
create view element_history as
  select e.key, e.key as row_key, e.tree_key, e.instance_key, e.definition_key, e.element_id, e.kind, e.scope_key, e.phase,
    e.entered_by, e.index, e.data, e.called_instance_key, e.started_at, e.ended_at, e.outcome
  from element_instance e
  union all
  select p.first_key + x.key_offset, p.first_key, p.tree_key, p.instance_key, x.definition_key, x.element_id, x.kind,
    case when x.scope_offset is null then coalesce(p.scope_key, p.instance_key) else p.first_key + x.scope_offset end,
    x.phase, x.entered_by, x.index, null::jsonb, null::bigint, p.passed_at, p.passed_at, x.outcome
  from passed_elements p join path_element x on x.path_key = p.path_key;

-- The rows in which element instances may be held: for what is known of them is their key alone.
create function wheelhouse_element_rows(keys bigint[]) returns bigint[] language sql stable parallel safe as $$
  select array(
    select k from unnest(keys) k
    union
    select r.first_key from unnest(keys) k cross join lateral (
      select p.first_key from passed_elements p where p.first_key <= k order by p.first_key desc limit 1) r)
$$;
