import type { Key, Rejection } from '@/engine/index.ts';
import { rejected, type Problem } from './problem.ts';
import { taskListenerRefusal } from './task-listener-refusal.ts';

/** What was to be done to a job, as Camunda 8 names it in its answers. */
export interface JobDeed {
  readonly command: string;
  readonly doing: string;
}
export const JOB_UPDATE: JobDeed = { command: 'UPDATE', doing: 'update job' };

/** A job that has ended is not found any more; one that waits for its incident says so. */
export function jobRefusal({ command, doing }: JobDeed, jobKey: Key, rejection: Rejection): Problem {
  const expected = `Expected to ${doing} with key '${jobKey}', but`;
  const invalidArgument = argumentFault(expected, jobKey, rejection);
  const invalidState = stateFault(expected, jobKey, rejection);
  return rejected(command, rejection, {
    notFound: `${expected} no such job was found`,
    ...(invalidArgument !== undefined && { invalidArgument }),
    ...(invalidState !== undefined && { invalidState }),
  });
}

function argumentFault(expected: string, jobKey: Key, rejection: Rejection): string | undefined {
  const { reason, elementIds } = rejection.details;
  switch (reason) {
    case 'unknownElements':
      return `${expected} the elements [${elementIds}] cannot be activated in the ad-hoc sub-process`;
    case 'fulfilledAndActivating':
      return `${expected} elements cannot be activated when the completion condition is fulfilled`;
    default:
      return taskListenerRefusal(jobKey, rejection);
  }
}

function stateFault(expected: string, jobKey: Key, { details }: Rejection): string | undefined {
  const { state, reason, type, instanceKey } = details;
  if (typeof state === 'string') return `${expected} it is in state '${state}'`;
  const kind = reason === 'listener' ? 'EXECUTION' : reason === 'taskListener' ? 'TASK' : null;
  if (kind === null) return undefined;
  return `Cannot throw BPMN error from ${kind}_LISTENER job with key '${jobKey}', type '${type}' and processInstanceKey '${instanceKey}'`;
}
