-- The incident of a job: asked for with each page of jobs, and by clients that search incidents by job.
create index incident_job on incident (job_key) where job_key is not null;
