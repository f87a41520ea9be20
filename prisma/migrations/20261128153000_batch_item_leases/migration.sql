-- Items are taken in the order of their keys and without sorting those that are left. Room in each page, so that taking
-- an item writes its row and no index.
alter table batch_item set (fillfactor = 50);
drop index batch_item_left;
create index batch_item_waiting on batch_item (batch_key, key) where state in ('planned', 'open');
create index batch_item_failed on batch_item (batch_key, key) where state = 'failed';
