-- How fast work is done: nodes count in memory what ended and how long it was in hand, and write it down every few seconds. A worker of no name is all of them together.
create table worker_pace (
  type text not null,
  worker text not null,
  -- Begin of the five minutes that are counted together.
  at timestamptz not null,
  -- Of a time in hand; -1: an attempt that failed; -2: done, and nobody knows for how long it was in hand.
  bucket smallint not null,
  count bigint not null,
  primary key (type, worker, at, bucket)
);
create index worker_pace_worker on worker_pace (worker, at);
create index worker_pace_at on worker_pace (at);
