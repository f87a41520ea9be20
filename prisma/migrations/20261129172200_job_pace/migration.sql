-- Jobs of all kinds as they were made, done and failed: nodes count in memory what they have committed, and write it down every few seconds.
create table job_pace (
  -- Begin of the minute that is counted together.
  at timestamptz not null,
  -- worker, continuation, timer …
  kind text not null,
  -- created, done, failed
  what text not null,
  count bigint not null,
  primary key (at, kind, what)
);
