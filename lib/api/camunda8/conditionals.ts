import type { FastifyInstance } from 'fastify';
import type { ApiContext } from './api-context.ts';
import { DEFAULT_TENANT, sendJson } from './json-answer.ts';
import { rejected } from './problem.ts';
import { requiredBody } from './request-body.ts';
import { checkTenant, refuseFaults } from './request-checks.ts';

/**
 * `POST /conditionals/evaluation` (8.9): an instance for each conditional start event that holds with the variables.
 */
export function conditionalRoutes(app: FastifyInstance, { engine }: ApiContext): void {
  app.post('/conditionals/evaluation', async (request, reply) => {
    const body = requiredBody(request);
    const definitionKey = body.key('processDefinitionKey');
    checkTenant(body.text('tenantId'), 'Evaluate Conditional');
    refuseFaults([body.object('variables') === null && 'No variables provided.']);
    const outcome = await engine.startByConditions({
      variables: body.variables('variables'),
      businessKey: null,
      ...(definitionKey !== null && { definitionKey }),
    });
    if (outcome.kind === 'started')
      return sendJson(reply, {
        conditionalEvaluationKey: outcome.key,
        tenantId: DEFAULT_TENANT,
        processInstances: outcome.instances.map(({ key, definitionKey: definition }) => ({
          processDefinitionKey: definition,
          processInstanceKey: key,
        })),
      });
    // Nothing that begins by a condition: then none of them holds.
    if (outcome.code === 'noStartEvent')
      return sendJson(reply, {
        conditionalEvaluationKey: await engine.newKey(),
        tenantId: DEFAULT_TENANT,
        processInstances: [],
      });
    throw rejected('EVALUATE', outcome, {
      notFound: `Expected to evaluate conditional start events of process definition with key '${definitionKey}', but no such process definition was found`,
    });
  });
}
