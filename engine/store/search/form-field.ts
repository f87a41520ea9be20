import { instant, key, ofDefinition, text, type ConceptSql } from './concept-sql.ts';

export const formField: ConceptSql<'formField'> = {
  from: 'form_field f join definition d on d.key = f.definition_key join instance i on i.key = f.instance_key',
  tieBreakers: ['f.key'],
  instanceKey: 'f.instance_key',
  fields: {
    ...ofDefinition,
    definitionKey: key('f.definition_key'),
    key: key('f.key'),
    treeKey: key('f.tree_key'),
    instanceKey: key('f.instance_key'),
    elementInstanceKey: key('f.element_instance_key'),
    elementId: text('f.element_id'),
    taskKey: key('f.task_key'),
    name: text('f.name'),
    value: text('f.value'),
    tenantId: text('i.tenant_id'),
    submittedAt: instant('f.submitted_at'),
  },
};
