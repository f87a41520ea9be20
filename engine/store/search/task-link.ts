import { boolean, instant, key, ofDefinition, text, type ConceptSql } from './concept-sql.ts';
import { shownTaskId } from './shown-task-id.ts';

/** Who came to have to do with a task, and who no longer has. */
export const taskLink: ConceptSql<'taskLink'> = {
  from: 'task_link l left join definition d on d.key = l.definition_key left join instance i on i.key = l.instance_key',
  tieBreakers: ['l.key'],
  instanceKey: 'l.instance_key',
  fields: {
    ...ofDefinition,
    definitionKey: key('l.definition_key'),
    key: key('l.key'),
    taskKey: key('l.task_key'),
    taskId: text(shownTaskId('l.task_key')),
    instanceKey: key('l.instance_key'),
    treeKey: key('i.tree_key'),
    type: text('l.type'),
    userId: text('l.user_id'),
    groupId: text('l.group_id'),
    isAdded: boolean('l.is_added'),
    tenantId: text('l.tenant_id'),
    at: instant('l.at'),
  },
};
