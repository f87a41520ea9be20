-- Programs that may call the engine's APIs (workers, scripts). People never have rows here, programs never have sessions.
create table api_client (
  -- the client id that the program sends, `client_id` or the user of HTTP Basic
  id text primary key,
  name text not null,
  -- scrypt$cost$block$parallel$salt$key, salt and key in base64: the secret itself is nowhere
  secret_hash text not null,
  -- camunda7, camunda8: the APIs that it may call
  scopes text[] not null default '{}',
  created_at timestamptz not null default now(),
  -- written at most once per minute, so that a busy worker costs no write per request
  last_used_at timestamptz,
  disabled_at timestamptz
);
