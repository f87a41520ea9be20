-- Lists of jobs over all definitions, each in an order that an index has: what is open, what has trouble, what rests, what has no attempts left.
create index job_open on job (key) where ended_at is null;
create index job_troubled on job (key desc) where ended_at is null and (error_message is not null or retries = 0);
create index job_suspended on job (key desc) where ended_at is null and is_suspended;
create index job_out_of_attempts on job (type, key) where ended_at is null and kind = 'worker' and retries = 0;

-- Who asked for work of a type, and when last: nodes count what is asked and write it down every few seconds.
create table worker_fetch (
  type text not null,
  worker text not null,
  asked_at timestamptz not null,
  -- When it was last given something.
  given_at timestamptz,
  asked bigint not null,
  given bigint not null,
  primary key (type, worker)
);
create index worker_fetch_asked on worker_fetch (asked_at);
