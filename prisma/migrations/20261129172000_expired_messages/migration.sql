-- Messages of Camunda 8 that nobody received in their time to live. The engine is done with them: their ids are free, and
-- nothing waits in them. People see here what was lost and why, and publish it again.
create table expired_message (
  key bigint primary key,
  name text not null,
  correlation_key text not null,
  message_id text,
  tenant_id text,
  -- null: larger than what is kept, so it can only be sent again by its sender
  variables jsonb,
  published_at timestamptz not null,
  expired_at timestamptz not null,
  -- who published it; null: nobody noted it
  sender jsonb
);
create index expired_message_by_name on expired_message (name, key desc);
create index expired_message_by_key on expired_message (correlation_key, key desc);
create index expired_message_expiry on expired_message (expired_at);

-- What waited for a key once: that says of a lost message whether it came too late or went too early.
create index subscription_once on subscription (name, correlation_key, key) where closed_at is not null and kind = 'message' and correlation_key is not null;
