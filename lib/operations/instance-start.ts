import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import type { OperationCheck } from './contract.ts';
import { done, NOT_FOUND, type Operation } from './operation.ts';
import { keySchema, textSchema, variablesSchema } from './parameter-schemas.ts';
import { typedValues, valuesCheck } from './typed-value.ts';

const MAX_BUSINESS_KEY_LENGTH = 255;

/** Starts an instance of one version of a definition. */
export const instanceStart: Operation<'instance.start'> = {
  name: 'instance.start',
  parameters: z.strictObject({
    definitionKey: keySchema,
    businessKey: textSchema.max(MAX_BUSINESS_KEY_LENGTH).optional(),
    variables: variablesSchema.optional(),
    isForm: z.boolean().optional(),
  }),
  plan: async (context, input) => {
    const definition = await context.engine.definition({ key: input.definitionKey });
    const { definitions } = context.access;
    if (definition === null || (definitions !== null && !definitions.includes(definition.graph.processId)))
      return NOT_FOUND;
    const { processId, name } = definition.graph;
    const { values, problems } = typedValues(input.variables ?? []);
    const businessKey = input.businessKey === undefined || input.businessKey === '' ? null : input.businessKey;
    return {
      target: {
        kind: 'definition',
        key: definition.key,
        instanceKey: null,
        definitionKey: definition.key,
        processId,
        elementId: null,
        businessKey,
      },
      risk: ACTIONS['instance.start'].risk,
      riskBecause: 'A new instance sets outside systems to work.',
      confirmation: null,
      effects: [
        `An instance of ${name ?? processId}, version ${definition.version}, starts${businessKey === null ? '' : ` with the business key ${businessKey}`}.`,
      ],
      checks: [suspensionCheck(definition.isSuspended), valuesCheck(problems)],
      before: null,
      after: { businessKey, variables: Object.keys(values) },
      version: null,
      run: async ({ audit }) => {
        const instanceKey = await context.engine.newKey();
        const executed = await context.engine.execute(
          {
            type: 'startInstance',
            instanceKey,
            definitionKey: definition.key,
            businessKey,
            tenantId: definition.tenantId,
            variables: values,
            ...(input.isForm && { isForm: true }),
            initiator: context.person.username,
          },
          { audit: { ...audit, instanceKey } },
        );
        return executed.kind === 'rejection'
          ? executed
          : done(`An instance of ${name ?? processId} was started.`, executed, instanceKey);
      },
    };
  },
};

function suspensionCheck(isSuspended: boolean): OperationCheck {
  return isSuspended
    ? { name: 'Definition may start', result: 'blocked', evidence: 'It is suspended.' }
    : { name: 'Definition may start', result: 'passed', evidence: 'It is not suspended.' };
}
