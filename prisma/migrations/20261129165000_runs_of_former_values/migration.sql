-- Former values of a variable that were written one after the other in one command are one row: the counters of a
-- multi-instance activity have two for each of its instances.
alter table variable_history rename to former_value;
alter index variable_history_pkey rename to former_value_pkey;
alter table former_value rename column text to texts;
alter table former_value alter column texts type text[] using array[texts];
alter table former_value alter column texts set not null;

-- Each former value by itself: what is read of them.
create view variable_history as
  select f.variable_key, f.revision + (t.n - 1)::int as revision, f.type, t.text, f.info, f.written_by, f.written_at
  from former_value f cross join lateral unnest(f.texts) with ordinality as t(text, n);
