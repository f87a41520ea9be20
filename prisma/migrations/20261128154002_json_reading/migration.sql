-- A document is read once, not checked first and then read. It is dear: PostgreSQL shall ask everything else before it.
create or replace function wheelhouse_json(value text) returns jsonb language plpgsql stable parallel unsafe cost 2000 as $$
begin
  return value::jsonb;
exception when others then
  return null;
end $$;
