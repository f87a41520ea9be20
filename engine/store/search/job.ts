import { EXECUTION_OF_JOB } from './execution.ts';
import { bigint, boolean, instant, json, key, number, ofDefinition, text, type ConceptSql } from './concept-sql.ts';

/**
 * The job of a definition's start event has no instance, and a planned suspension no definition: hence the outer joins.
 * A signal does not rest with the definition that it may start.
 */
export const job: ConceptSql<'job'> = {
  from: 'job j left join definition d on d.key = j.definition_key left join instance i on i.key = j.instance_key',
  tieBreakers: ['j.key'],
  instanceKey: 'j.instance_key',
  fields: {
    ...ofDefinition,
    processId: text(`coalesce(d.process_id, '')`),
    definitionKey: key('j.definition_key'),
    key: key('j.key'),
    treeKey: key('j.tree_key'),
    instanceKey: key('j.instance_key'),
    elementInstanceKey: key('j.element_instance_key'),
    elementId: text('j.element_id'),
    scopeKey: key('j.scope_key'),
    executionKey: key(EXECUTION_OF_JOB),
    kind: text('j.kind'),
    position: text('j.position'),
    type: text('j.type'),
    priority: bigint('j.priority'),
    retries: number('j.retries'),
    dueAt: instant('j.due_at'),
    repeat: text('j.repeat'),
    headers: json(`coalesce(j.headers, '{}'::jsonb)`),
    isExclusive: boolean('j.is_exclusive'),
    isSuspended: boolean(`(j.is_suspended or coalesce(i.is_suspended, j.kind <> 'signal' and d.is_suspended, false))`),
    worker: text('j.worker'),
    lockUntil: instant('j.lock_until'),
    errorMessage: text('j.error_message'),
    errorDetails: text('j.error_details'),
    failedElementId: text('j.failed_element_id'),
    tenantId: text('j.tenant_id'),
    businessKey: text('i.business_key'),
    versionTag: text('d.version_tag'),
    createdAt: instant('j.created_at'),
    endedAt: instant('j.ended_at'),
    outcome: text('j.outcome'),
  },
};
