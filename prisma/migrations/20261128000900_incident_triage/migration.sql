-- What people make of a group of equal failures: who takes care of it, until when it may rest, which ticket it has.
-- A group is the failures of one fingerprint at one element of one process, whatever the version.
create table incident_triage (
  fingerprint text not null,
  process_id text not null,
  element_id text not null,
  acknowledged_by text,
  acknowledged_at timestamptz,
  owner text,
  snoozed_until timestamptz,
  ticket text,
  updated_at timestamptz not null,
  primary key (fingerprint, process_id, element_id)
);
create index incident_triage_owner on incident_triage (owner) where owner is not null;

create table incident_comment (
  key bigint generated always as identity primary key,
  fingerprint text not null,
  process_id text not null,
  element_id text not null,
  author text not null,
  author_name text not null,
  text text not null,
  written_at timestamptz not null
);
create index incident_comment_group on incident_comment (fingerprint, process_id, element_id, key);
