import type { Instant, JobRow, LeasedJob } from '@/engine/index.ts';
import { dateText, optionalDateText } from './dates.ts';
import { definitionId } from './ids.ts';

/** What an external task shows wherever it is shown: in lists, and to the worker that has just locked it. */
export function externalTaskFields(
  job: JobRow | LeasedJob,
  lockedUntil: Instant | null,
): Readonly<Record<string, unknown>> {
  return {
    activityId: job.elementId,
    activityInstanceId: `${job.elementId}:${job.elementInstanceKey}`,
    errorMessage: job.errorMessage,
    executionId: job.elementInstanceKey,
    id: job.key,
    lockExpirationTime: optionalDateText(lockedUntil),
    createTime: dateText(job.createdAt),
    processDefinitionId: definitionId(job),
    processDefinitionKey: job.processId,
    processDefinitionVersionTag: job.versionTag,
    processInstanceId: job.instanceKey,
    retries: job.retries,
    suspended: job.isSuspended,
    workerId: job.worker,
    topicName: job.type,
    tenantId: job.tenantId,
    priority: job.priority,
    businessKey: job.businessKey,
  };
}
