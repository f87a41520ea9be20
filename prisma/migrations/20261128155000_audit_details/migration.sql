-- What the person declared beside the reason (the correction's template, what was looked at), and the entry that this one takes back.
alter table audit_entry add column details jsonb;
alter table audit_entry add column undoes bigint;
create index audit_entry_undoes on audit_entry (undoes) where undoes is not null;
