-- What people say about tasks, and what they put beside them. They go with the instance that their task is of.
create table task_comment (
  key bigint primary key,
  task_key bigint not null,
  instance_key bigint not null,
  tree_key bigint not null,
  -- the instance that its writer named, as it was named
  shown_instance text,
  user_id text,
  message text not null,
  created_at timestamptz not null
);
create index task_comment_task on task_comment (task_key, key);
create index task_comment_instance on task_comment (instance_key);
create index task_comment_shown on task_comment (shown_instance, key);

create table task_attachment (
  key bigint primary key,
  task_key bigint not null,
  instance_key bigint not null,
  tree_key bigint not null,
  name text,
  description text,
  type text,
  url text,
  content bytea,
  created_at timestamptz not null
);
create index task_attachment_task on task_attachment (task_key, key);
create index task_attachment_instance on task_attachment (instance_key);
