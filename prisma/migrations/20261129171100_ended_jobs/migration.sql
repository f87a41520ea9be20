-- Some jobs end days after those that were made beside them. One such in each range of pages made the range reach until
-- now, so that the index excluded nothing; kept as several stretches, it does.
drop index job_ended;
create index job_ended on job using brin (ended_at timestamptz_minmax_multi_ops) with (autosummarize = on);
