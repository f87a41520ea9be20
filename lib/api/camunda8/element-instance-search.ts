import type { Condition } from '@/engine/index.ts';
import { dateField, flagField, keyField, namedValuesField, tenantField, textField } from './search/search-fields.ts';
import type { SearchResource } from './search/search-request.ts';

/** Tokens that wait at a join, and those that went up in another one there, are the engine's own affair. */
const shown: readonly Condition<'elementInstance'>[] = [
  { field: 'phase', op: '!=', value: 'arriving' },
  { any: [[{ field: 'outcome', op: 'isNull' }], [{ field: 'outcome', op: '!=', value: 'merged' }]] },
];

export const elementInstanceSearch = {
  concept: 'elementInstance',
  key: 'key',
  always: shown,
  fields: {
    elementInstanceKey: keyField('key'),
    processInstanceKey: keyField('instanceKey'),
    processDefinitionKey: keyField('definitionKey'),
    processDefinitionId: textField('processId'),
    elementInstanceScopeKey: keyField('scopeKey'),
    elementId: textField('elementId'),
    state: namedValuesField<'elementInstance'>(
      {
        ACTIVE: [{ field: 'endedAt', op: 'isNull' }],
        COMPLETED: [{ field: 'outcome', op: '=', value: 'completed' }],
        TERMINATED: [{ field: 'outcome', op: '=', value: 'terminated' }],
      },
      'outcome',
      true,
    ),
    hasIncident: flagField<'elementInstance'>(
      [{ field: 'hasIncident', op: '=', value: true }],
      [{ field: 'hasIncident', op: '=', value: false }],
    ),
    startDate: dateField('startedAt'),
    endDate: dateField('endedAt'),
    tenantId: tenantField('tenantId'),
  },
} satisfies SearchResource<'elementInstance'>;
