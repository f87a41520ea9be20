-- An item is done once. A node that was taken for dead may commit after another has taken its items over: then the second
-- commit fails, with all that it would have done again.
create function refuse_second_time() returns trigger language plpgsql as $$
begin
  raise exception 'item % has been done already', old.key using errcode = 'WH002';
end $$;
create trigger batch_item_once before update on batch_item for each row when (old.state = 'done' and new.state = 'done') execute function refuse_second_time();
