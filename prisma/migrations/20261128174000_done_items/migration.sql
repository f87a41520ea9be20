-- What batches have done to an instance, its incidents and jobs is found from there. Only done items: nothing more is
-- written when a batch is made or an item is taken.
create index batch_item_done on batch_item (target) where state = 'done';
create index early_message_instance on early_message (instance_key) where instance_key is not null;
