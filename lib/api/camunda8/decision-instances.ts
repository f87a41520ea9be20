import type { FastifyInstance } from 'fastify';
import type { Condition, DecisionInstanceRow, Key } from '@/engine/index.ts';
import type { ApiContext } from './api-context.ts';
import { DECISION_TYPES, presentInputs, presentRules } from './decision-answers.ts';
import { javaNumbers } from './decided-text.ts';
import { dateText, sendJson, tenantName } from './json-answer.ts';
import { isKey, pathText } from './keys.ts';
import { notFound, unreadable } from './problem.ts';
import { anyBody } from './request-body.ts';
import {
  dateField,
  flagOf,
  integerField,
  keyField,
  listOf,
  namedValuesField,
  never,
  type SearchField,
  tenantField,
  textField,
  textOf,
} from './search/search-fields.ts';
import { searchPage } from './search/search-page.ts';
import type { SearchResource } from './search/search-request.ts';

type Conditions = readonly Condition<'decisionInstance'>[];

/** `evaluation-number`, both digits; null: the key of nothing. */
function readPlace(text: string): { readonly evaluationKey: Key; readonly position: number } | null {
  const [, evaluationKey, position] = /^(\d{1,19})-(\d{1,9})$/.exec(text) ?? [];
  return evaluationKey === undefined || position === undefined || !isKey(evaluationKey)
    ? null
    : { evaluationKey, position: Number(position) };
}

function placeOf(text: string): Conditions {
  const place = readPlace(text);
  return place === null
    ? [never()]
    : [
        { field: 'evaluationKey', op: '=', value: place.evaluationKey },
        { field: 'position', op: '=', value: place.position },
      ];
}

function elsewhereThan(text: string): Conditions {
  const place = readPlace(text);
  return place === null
    ? []
    : [
        {
          any: [
            [{ field: 'evaluationKey', op: '!=', value: place.evaluationKey }],
            [{ field: 'position', op: '!=', value: place.position }],
          ],
        },
      ];
}

const instanceKeyField: SearchField<'decisionInstance'> = {
  conditions(operator, value) {
    if (operator === '$eq') return placeOf(textOf(value));
    if (operator === '$in') return [{ any: listOf(value).map((one) => placeOf(textOf(one))) }];
    if (operator === '$neq') return elsewhereThan(textOf(value));
    if (operator === '$notIn') return listOf(value).flatMap((one) => elsewhereThan(textOf(one)));
    if (operator === '$exists') return flagOf(value) ? [] : [never()];
    throw unreadable();
  },
  sortColumn: 'key',
};

export const decisionInstanceSearch: SearchResource<'decisionInstance'> = {
  concept: 'decisionInstance',
  key: 'key',
  always: [],
  fields: {
    decisionEvaluationInstanceKey: instanceKeyField,
    decisionEvaluationKey: keyField('evaluationKey'),
    state: namedValuesField<'decisionInstance'>(
      {
        EVALUATED: [{ field: 'failure', op: 'isNull' }],
        FAILED: [{ field: 'failure', op: 'isNotNull' }],
        UNSPECIFIED: [{ field: 'key', op: '=', value: '0' }],
        UNKNOWN: [{ field: 'key', op: '=', value: '0' }],
      },
      'failure',
      true,
    ),
    evaluationFailure: textField('failure'),
    evaluationDate: dateField('evaluatedAt'),
    decisionDefinitionKey: keyField('decisionKey'),
    decisionDefinitionId: textField('decisionId'),
    decisionDefinitionName: textField('decisionName'),
    decisionDefinitionVersion: integerField('decisionVersion'),
    decisionDefinitionType: namedValuesField<'decisionInstance'>(
      {
        DECISION_TABLE: [{ field: 'type', op: '=', value: 'decisionTable' }],
        LITERAL_EXPRESSION: [{ field: 'type', op: '=', value: 'literalExpression' }],
        UNKNOWN: [{ field: 'type', op: 'notIn', value: ['decisionTable', 'literalExpression'] }],
        UNSPECIFIED: [{ field: 'key', op: '=', value: '0' }],
      },
      'type',
    ),
    processDefinitionKey: keyField('definitionKey'),
    processInstanceKey: keyField('instanceKey'),
    elementInstanceKey: keyField('elementInstanceKey'),
    rootDecisionDefinitionKey: keyField('rootDecisionKey'),
    decisionRequirementsKey: keyField('requirementsKey'),
    tenantId: tenantField('tenantId'),
  },
};

/** `/decision-instances`: decisions that were made, each by its evaluation and its number in it. */
export function decisionInstanceRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/decision-instances/search', async (request, reply) =>
    sendJson(
      reply,
      await searchPage(engine.search, decisionInstanceSearch, anyBody(request), (rows) => rows.map(presentInstance)),
    ),
  );

  app.get('/decision-instances/:decisionEvaluationInstanceKey', async (request, reply) => {
    const id = pathText(request, 'decisionEvaluationInstanceKey');
    const [row] = await engine.search.find('decisionInstance', { where: placeOf(id), limit: 1 });
    if (row === undefined) throw notFound(`Decision Instance with key '${id}' not found`);
    return sendJson(reply, {
      ...presentInstance(row),
      evaluatedInputs: presentInputs(row.inputs),
      matchedRules: presentRules(row.rules),
    });
  });
}

function presentInstance(row: DecisionInstanceRow) {
  return {
    decisionEvaluationInstanceKey: `${row.evaluationKey}-${row.position}`,
    decisionEvaluationKey: row.evaluationKey,
    state: row.failure === null ? 'EVALUATED' : 'FAILED',
    evaluationDate: dateText(row.evaluatedAt),
    evaluationFailure: row.failure,
    decisionDefinitionKey: row.decisionKey,
    decisionDefinitionId: row.decisionId,
    decisionDefinitionName: row.decisionName,
    decisionDefinitionVersion: row.decisionVersion,
    decisionDefinitionType: DECISION_TYPES[row.type],
    result: javaNumbers(row.output),
    tenantId: tenantName(row.tenantId),
    processDefinitionKey: row.definitionKey,
    processInstanceKey: row.instanceKey,
    rootProcessInstanceKey: row.treeKey,
    elementInstanceKey: row.elementInstanceKey,
    rootDecisionDefinitionKey: row.rootDecisionKey,
  };
}
