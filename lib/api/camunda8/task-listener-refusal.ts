import type { Key, Rejection } from '@/engine/index.ts';

/** What Camunda 8 says to a listener of a task that answers what it may not. */
export function taskListenerRefusal(
  jobKey: Key,
  { details: { reason, event, type, instanceKey } }: Rejection,
): string | undefined {
  const job = `(job key '${jobKey}', type '${type}', processInstanceKey '${instanceKey}')`;
  switch (reason) {
    case 'variables':
      return `Task Listener job completion with variables payload provided is not yet supported ${job}. Support will be enabled with the resolution of issue #23702.`;
    case 'undeniable':
      return `Denying result is not supported for '${event}' task listener jobs ${job}. Only the following listener event types support denying: [ASSIGNING, COMPLETING, UPDATING].`;
    case 'deniedAndCorrected':
      return `Expected to complete task listener job with corrections, but the job result is denied ${job}. The corrections would be reverted by the denial. Either complete the job with corrections without setting denied, or complete the job with a denied result but no corrections.`;
    case 'assigneeOfModel':
      return `Expected to complete task listener job, but correcting the assignee on 'CREATING' event is not supported when the user task has an assignee defined in the model ${job}. Use the 'CREATING' event to set an assignee only if it was not defined. Use the 'ASSIGNING' event to correct an assignee that is already defined.`;
    default:
      return undefined;
  }
}
