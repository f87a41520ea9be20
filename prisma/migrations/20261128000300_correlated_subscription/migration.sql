-- Which subscription of the instance had the message; null where it started the instance.
alter table message_correlation add column subscription_key bigint;
create index message_correlation_subscription on message_correlation (subscription_key) where subscription_key is not null;
