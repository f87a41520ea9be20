import { instant, json, key, number, text, type ConceptSql } from './concept-sql.ts';
import { standaloneTaskId } from './shown-task-id.ts';

export const variableHistory: ConceptSql<'variableHistory'> = {
  from: 'variable_history h join variable v on v.key = h.variable_key left join definition d on d.key = v.definition_key',
  tieBreakers: ['h.variable_key', 'h.revision'],
  instanceKey: 'v.instance_key',
  hasInnerScopes: true,
  fields: {
    variableKey: key('h.variable_key'),
    revision: number('h.revision'),
    instanceKey: key('v.instance_key'),
    definitionKey: key('v.definition_key'),
    processId: text('d.process_id'),
    name: text('v.name'),
    scopeKey: key('v.scope_key'),
    type: text('h.type'),
    text: text('h.text'),
    info: json('h.info'),
    writtenBy: text('h.written_by'),
    writtenAt: instant('h.written_at'),
    standaloneTaskId: text(standaloneTaskId('v.instance_key', 'v.scope_key')),
  },
};
