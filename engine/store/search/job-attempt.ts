import { instant, key, number, ofDefinition, text, type ConceptSql } from './concept-sql.ts';

export const jobAttempt: ConceptSql<'jobAttempt'> = {
  from: 'job_attempt a join job j on j.key = a.job_key join definition d on d.key = a.definition_key',
  tieBreakers: ['a.key'],
  instanceKey: 'a.instance_key',
  fields: {
    ...ofDefinition,
    definitionKey: key('a.definition_key'),
    key: key('a.key'),
    jobKey: key('a.job_key'),
    instanceKey: key('a.instance_key'),
    worker: text('a.worker'),
    kind: text('j.kind'),
    retriesBefore: number('a.retries_before'),
    retries: number('a.retries'),
    errorMessage: text('a.error_message'),
    errorDetails: text('a.error_details'),
    failedElementId: text('a.failed_element_id'),
    failedAt: instant('a.failed_at'),
  },
};
