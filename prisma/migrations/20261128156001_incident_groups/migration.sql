-- All incidents of a group, those that were resolved too: how it goes from version to version.
create index incident_fingerprint on incident (fingerprint, element_id, key desc);
