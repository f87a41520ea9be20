-- What leads to few entries: whatever an entry is about (a batch, an entry that was annotated), its ticket, its reason. Most entries of
-- clients have neither ticket nor reason and cost nothing here. All other filters look through the log some thousand numbers at a time.
create index audit_entry_target on audit_entry (target_key, n) where target_key is not null;
create index audit_entry_ticket on audit_entry (ticket, n) where ticket is not null;
create index audit_entry_reason on audit_entry (reason_code, n) where reason_code is not null;
