-- What was taken up again, and by which instances.
create index instance_restart_of on instance (restart_of) where restart_of is not null;
