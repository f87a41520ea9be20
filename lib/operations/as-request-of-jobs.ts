import { call, type CallsOf, either, type RequestFacts, seven } from './rest-calls.ts';
import type { RestCall } from './contract.ts';

/** Work of a worker is an external task in Camunda 7. */
const ofJob = (jobKey: string, { isWork }: RequestFacts): string =>
  `/engine-rest/${isWork ? 'external-task' : 'job'}/${jobKey}`;
const newRetries = (jobKey: string, retries: number): RestCall =>
  call('PATCH', `/v2/jobs/${jobKey}`, { changeset: { retries } });
/** As `/engine-rest` writes moments. */
const moment = (iso: string): string => new Date(iso).toISOString().replace('Z', '+0000');

export const jobCalls: CallsOf = {
  'incident.retry': ({ incidentKey, retries = 1, dueAt }, facts) =>
    facts.jobKey === null || dueAt !== undefined
      ? undefined
      : either(
          facts,
          [call('PUT', `${ofJob(facts.jobKey, facts)}/retries`, { retries })],
          [newRetries(facts.jobKey, retries), call('POST', `/v2/incidents/${incidentKey}/resolution`)],
        ),
  'job.set-retries': ({ jobKey, retries, dueAt }, facts) =>
    dueAt !== undefined
      ? undefined
      : either(facts, [call('PUT', `${ofJob(jobKey, facts)}/retries`, { retries })], [newRetries(jobKey, retries)]),
  'job.execute': ({ jobKey }, facts) => seven(facts, call('POST', `/engine-rest/job/${jobKey}/execute`)),
  'job.set-due-date': ({ jobKey, dueAt }, facts) =>
    seven(facts, call('PUT', `/engine-rest/job/${jobKey}/duedate`, { duedate: dueAt === null ? null : moment(dueAt) })),
  'job.set-priority': ({ jobKey, priority }, facts) =>
    seven(facts, call('PUT', `${ofJob(jobKey, facts)}/priority`, { priority })),
  'job.suspend': ({ jobKey }, facts) =>
    facts.isWork ? null : seven(facts, call('PUT', `/engine-rest/job/${jobKey}/suspended`, { suspended: true })),
  'job.resume': ({ jobKey }, facts) =>
    facts.isWork ? null : seven(facts, call('PUT', `/engine-rest/job/${jobKey}/suspended`, { suspended: false })),
  'job.unlock': ({ jobKey }, facts) => seven(facts, call('POST', `/engine-rest/external-task/${jobKey}/unlock`)),
};
