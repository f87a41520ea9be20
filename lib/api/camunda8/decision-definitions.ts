import type { FastifyInstance } from 'fastify';
import type { DecisionDefinition, DecisionDefinitionRow, DecisionEvaluated, Engine, Key } from '@/engine/index.ts';
import { auditOf, type ApiContext } from './api-context.ts';
import { outputText, presentInputs, presentKnowledge, presentRules } from './decision-answers.ts';
import { sendJson, tenantName } from './json-answer.ts';
import { pathKey } from './keys.ts';
import { commandProblem, invalidArgument, notFound } from './problem.ts';
import { anyBody, requiredBody, type RequestBody } from './request-body.ts';
import { checkTenant } from './request-checks.ts';
import { flagField, integerField, keyField, tenantField, textField } from './search/search-fields.ts';
import { searchPage } from './search/search-page.ts';
import type { SearchResource } from './search/search-request.ts';

export const decisionDefinitionSearch: SearchResource<'decisionDefinition'> = {
  concept: 'decisionDefinition',
  key: 'key',
  always: [],
  fields: {
    decisionDefinitionKey: keyField('key'),
    decisionDefinitionId: textField('decisionId'),
    name: textField('name'),
    version: integerField('version'),
    decisionRequirementsId: textField('requirementsId'),
    decisionRequirementsKey: keyField('requirementsKey'),
    decisionRequirementsName: textField('requirementsName'),
    decisionRequirementsVersion: integerField('requirementsVersion'),
    tenantId: tenantField('tenantId'),
    isLatestVersion: flagField<'decisionDefinition'>(
      [{ field: 'isLatest', op: '=', value: true }],
      [{ field: 'isLatest', op: '=', value: false }],
    ),
  },
};

/** `/decision-definitions`: search, one, its model, and evaluation. */
export function decisionDefinitionRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/decision-definitions/search', async (request, reply) =>
    sendJson(
      reply,
      await searchPage(engine.search, decisionDefinitionSearch, anyBody(request), (rows) => rows.map(presentDecision)),
    ),
  );

  app.get('/decision-definitions/:decisionDefinitionKey', async (request, reply) =>
    sendJson(reply, presentDecision(await decisionRow(engine, pathKey(request, 'decisionDefinitionKey')))),
  );

  app.get('/decision-definitions/:decisionDefinitionKey/xml', async (request, reply) => {
    const row = await decisionRow(engine, pathKey(request, 'decisionDefinitionKey'));
    const xml = await engine.search.resourceContent(row.resourceKey);
    if (xml === null) throw notFound(`Resource of decision definition with key '${row.key}' not found`);
    return reply.header('content-type', 'text/xml').send(Buffer.from(xml));
  });

  app.post('/decision-definitions/evaluation', async (request, reply) => {
    const body = requiredBody(request);
    body.object('variables');
    checkTenant(body.text('tenantId'), 'Evaluate Decision');
    const definition = await wantedDecision(engine, body);
    const variables = body.variables('variables');
    const audit = auditOf(request, {
      operation: 'decision.evaluate',
      risk: 'guarded',
      targetKind: 'decision',
      targetKey: definition.key,
    });
    return sendJson(
      reply,
      presentEvaluation(await engine.evaluateDecision({ definition, variables, userId: null, audit })),
    );
  });
}

async function decisionRow(engine: Engine, key: Key): Promise<DecisionDefinitionRow> {
  const row = await engine.search.get('decisionDefinition', key);
  if (row === null) throw notFound(`Decision Definition with key '${key}' not found`);
  return row;
}

async function wantedDecision(engine: Engine, body: RequestBody): Promise<DecisionDefinition> {
  const id = body.text('decisionDefinitionId');
  const key = body.key('decisionDefinitionKey');
  if (id === null && key === null)
    throw invalidArgument('At least one of [decisionDefinitionId, decisionDefinitionKey] is required.');
  if (id !== null && key !== null)
    throw invalidArgument('Only one of [decisionDefinitionId, decisionDefinitionKey] is allowed.');
  const refused = (sentence: string) => commandProblem('EVALUATE', 400, 'INVALID_ARGUMENT', sentence);
  if (key !== null) {
    const definition = await engine.decisionDefinition({ key });
    if (definition === null)
      throw refused(`Expected to evaluate decision '${key}', but no decision found for key '${key}'`);
    return definition;
  }
  if (id === null || id === '')
    throw refused('Expected either a decision id or a valid decision key, but none provided');
  const definition = await engine.decisionDefinition({ decisionId: id, tenantId: null });
  if (definition === null) throw refused(`Expected to evaluate decision '${id}', but no decision found for id '${id}'`);
  return definition;
}

function presentDecision(row: DecisionDefinitionRow) {
  return {
    decisionDefinitionKey: row.key,
    decisionDefinitionId: row.decisionId,
    name: row.name,
    version: row.version,
    decisionRequirementsId: row.requirementsId,
    decisionRequirementsKey: row.requirementsKey,
    decisionRequirementsName: row.requirementsName,
    decisionRequirementsVersion: row.requirementsVersion,
    tenantId: tenantName(row.tenantId),
  };
}

function presentEvaluation({ definition, evaluation, outcome }: DecisionEvaluated) {
  const tenantId = tenantName(definition.tenantId);
  const { result } = outcome;
  const last = evaluation.decisions.at(-1);
  return {
    decisionDefinitionKey: definition.key,
    decisionDefinitionId: definition.decisionId,
    decisionDefinitionName: definition.graph.decisions.get(definition.decisionId)?.name ?? '',
    decisionDefinitionVersion: definition.version,
    decisionRequirementsId: definition.graph.requirementsId,
    decisionRequirementsKey: definition.requirementsKey,
    output: result.isFailed ? 'null' : outputText({ output: result.value }),
    failedDecisionDefinitionId: result.isFailed ? result.decisionId : '',
    failureMessage: last?.failure ?? '',
    tenantId,
    decisionEvaluationKey: evaluation.key,
    decisionInstanceKey: evaluation.key,
    evaluatedDecisions: evaluation.decisions.flatMap(({ decisionKey, version, name, evaluated }, index) => [
      ...outcome.knowledge
        .filter(({ before }) => before === index)
        .map((knowledge) => ({ ...presentKnowledge(knowledge), tenantId })),
      {
        decisionDefinitionKey: decisionKey,
        decisionDefinitionId: evaluated.decisionId,
        decisionDefinitionName: name,
        decisionDefinitionVersion: version,
        output: outputText(evaluated),
        tenantId,
        matchedRules: presentRules(evaluated.rules),
        evaluatedInputs: presentInputs(evaluated.inputs),
        decisionEvaluationInstanceKey: `${evaluation.key}-${index + 1}`,
      },
    ]),
  };
}
