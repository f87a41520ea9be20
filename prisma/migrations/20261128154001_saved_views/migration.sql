-- Lists as people want to have them again: filters, columns and order as they stand in the address.
create table saved_view (
  key bigint generated always as identity primary key,
  -- instances, incidents …
  screen text not null,
  name text not null,
  -- what follows the question mark
  address text not null,
  owner text not null,
  is_shared boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index saved_view_name on saved_view (owner, screen, name);
create index saved_view_shared on saved_view (screen, name) where is_shared;

-- What somebody sees on a screen that is opened without anything in its address.
create table saved_view_default (
  username text not null,
  screen text not null,
  view_key bigint not null references saved_view on delete cascade,
  primary key (username, screen)
);
create index saved_view_default_view on saved_view_default (view_key);

-- An export that was asked for and audited; it is fetched once, soon, by whoever asked.
create table export_request (
  key bigint generated always as identity primary key,
  username text not null,
  request jsonb not null,
  created_at timestamptz not null,
  fetched_at timestamptz
);
create index export_request_created on export_request (created_at);
