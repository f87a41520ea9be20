-- The counters of multi-instance activities are not found by their numbers: nobody looks for the instances whose
-- loopCounter is 17, and each of them costs as much to index as its whole row to write.
drop index variable_number;
create index variable_number on variable (name, number, instance_key)
  where number is not null and removed_at is null and name not in ('loopCounter', 'nrOfInstances', 'nrOfCompletedInstances', 'nrOfActiveInstances');
