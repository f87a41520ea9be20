-- What starts a definition: asked whenever an instance ends that a message had started.
create index start_subscription_definition on start_subscription (definition_key);
