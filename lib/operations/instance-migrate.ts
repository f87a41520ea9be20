import { z } from 'zod';
import { named } from '@/lib/models/element-words.ts';
import type { Definition } from '@/engine/index.ts';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { counted } from './counted.ts';
import { isAliveCheck, skipCheck } from './checks.ts';
import type { OperationCheck } from './contract.ts';
import { findInstance, targetOf, titleOf } from './instance-target.ts';
import {
  mappingCheck,
  mappingInstruction,
  mappingProblems,
  migrationChecks,
  tokenProblems,
  tokensCheck,
} from './migration-checks.ts';
import { done, NOT_FOUND, type Operation } from './operation.ts';
import { outlookOf, variablesOutlook } from './outlook.ts';
import { keySchema, mappingSchema, skipShape, variablesSchema } from './parameter-schemas.ts';
import { typedValues, valuesCheck } from './typed-value.ts';

/** Takes a running instance over to another version: tokens keep their work where an element takes over from theirs. */
export const instanceMigrate: Operation<'instance.migrate'> = {
  name: 'instance.migrate',
  parameters: z.strictObject({
    instanceKey: keySchema,
    targetDefinitionKey: keySchema,
    mapping: mappingSchema,
    variables: variablesSchema.optional(),
    ...skipShape,
  }),
  plan: async (
    context,
    { instanceKey, targetDefinitionKey, mapping, variables = [], skipsListeners = false, skipsMappings = false },
  ) => {
    const instance = await findInstance(context, instanceKey);
    const [source, target] =
      instance === null
        ? [null, null]
        : await Promise.all([
            context.engine.definition({ key: instance.definitionKey }),
            context.engine.definition({ key: targetDefinitionKey }),
          ]);
    const { definitions } = context.access;
    if (
      instance === null ||
      source === null ||
      target === null ||
      (definitions !== null && !definitions.includes(target.graph.processId))
    )
      return NOT_FOUND;
    const { values, problems } = typedValues(variables);
    const plan = {
      sourceDefinitionKey: instance.definitionKey,
      targetDefinitionKey,
      instructions: mapping.map(mappingInstruction),
      variables: values,
    };
    const command = { type: 'migrateInstance', instanceKey, plan, skipsListeners, skipsMappings } as const;
    const failures = (await context.engine.checkMigration(plan)) ?? [];
    const rehearsed = instance.isEnded || problems.length > 0 ? null : await context.engine.rehearse(command);
    const isOther = target.graph.processId !== instance.processId;
    return {
      target: targetOf(instance, { kind: 'instance', key: instance.key }),
      risk: isOther ? 'destructive' : ACTIONS['instance.migrate'].risk,
      riskBecause: isOther ? 'The instance becomes one of another process.' : 'The instance goes on in another model.',
      confirmation: isOther ? `migrate ${titleOf(instance)}` : null,
      effects: [
        `${titleOf(instance)} goes on in ${title(target)} instead of ${named(instance.processId, instance.definitionKey)} version ${instance.definitionVersion}.`,
        `${counted(mapping.length, 'element', ['takes', 'take'])} over from theirs${mapping.some(({ updatesTrigger }) => updatesTrigger) ? '; what is waited for is computed anew where that was chosen' : '; timers and messages stay as they are'}.`,
        ...(variables.length === 0
          ? []
          : [`${variables.map(({ name }) => name).join(', ')} ${variables.length === 1 ? 'is' : 'are'} set with it.`]),
      ],
      checks: [
        isAliveCheck(instance),
        otherCheck(instance.definitionKey, targetDefinitionKey),
        mappingCheck(source, target, mapping, failures),
        ...(rehearsed === null ? [] : [tokensCheck(rehearsed)]),
        valuesCheck(problems),
        ...(await migrationChecks(context, source, target, mapping)),
        skipCheck(skipsListeners, skipsMappings),
      ],
      before: { definition: `${instance.processId}:${instance.definitionVersion}` },
      after: {
        definition: `${target.graph.processId}:${target.version}`,
        mapping: mapping.map(({ source: from, target: to }) => `${from} → ${to}`),
        ...(variables.length > 0 && { variables: variables.map(({ name }) => name) }),
      },
      version: instance.version,
      outlook: rehearsed?.kind === 'executed' ? outlookOf(rehearsed.before, rehearsed.after, instance.key) : null,
      variables:
        rehearsed?.kind === 'executed' ? variablesOutlook(rehearsed.before, rehearsed.after, instance.key) : null,
      problems: [...mappingProblems(mapping, failures), ...(rehearsed === null ? [] : tokenProblems(rehearsed))],
      run: async ({ audit, expectedVersion }) => {
        const executed = await context.engine.execute(command, {
          audit,
          expectedVersion: expectedVersion ?? instance.version,
        });
        return executed.kind === 'rejection'
          ? executed
          : done(`${titleOf(instance)} goes on in ${title(target)}.`, executed, instance.key);
      },
    };
  },
};

const title = ({ key, graph, version }: Definition): string => `${named(graph.processId, key)} version ${version}`;

function otherCheck(source: string, target: string): OperationCheck {
  return BigInt(source) === BigInt(target)
    ? { name: 'It is another version', result: 'look', evidence: 'The target is the version that it has now.' }
    : { name: 'It is another version', result: 'passed', evidence: 'Yes.' };
}
