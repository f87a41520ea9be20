import { z } from 'zod';
import type { Definition, MigrationInstruction, PlanFailure, TokenFailure } from '@/engine/index.ts';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { isAliveCheck } from './checks.ts';
import type { MappedElement, OperationCheck } from './contract.ts';
import { findInstance, targetOf, titleOf } from './instance-target.ts';
import { done, NOT_FOUND, type Operation, type OperationContext } from './operation.ts';
import { outlookOf } from './outlook.ts';
import { keySchema, nameSchema } from './parameter-schemas.ts';

/** Elements of one model that are mapped. */
const MAX_MAPPED = 2_000;
const mapped = z.strictObject({ source: nameSchema, target: nameSchema, updatesTrigger: z.boolean().optional() });

/** Takes a running instance over to another version: tokens keep their work where an element takes over from theirs. */
export const instanceMigrate: Operation<'instance.migrate'> = {
  name: 'instance.migrate',
  parameters: z.strictObject({ instanceKey: keySchema, targetDefinitionKey: keySchema, mapping: z.array(mapped).max(MAX_MAPPED) }),
  plan: async (context, { instanceKey, targetDefinitionKey, mapping }) => {
    const instance = await findInstance(context, instanceKey);
    const target = await context.engine.definition({ key: targetDefinitionKey });
    const { definitions } = context.access;
    if (instance === null || target === null || (definitions !== null && !definitions.includes(target.graph.processId))) return NOT_FOUND;
    const plan = { sourceDefinitionKey: instance.definitionKey, targetDefinitionKey, instructions: mapping.map(instructionOf), variables: {} };
    const command = { type: 'migrateInstance', instanceKey, plan } as const;
    const failures = await context.engine.checkMigration(plan);
    const rehearsed = instance.isEnded ? null : await context.engine.rehearse(command);
    return {
      target: targetOf(instance, { kind: 'instance', key: instance.key }),
      risk: ACTIONS['instance.migrate'].risk, riskBecause: 'The instance goes on in another model.', confirmation: null,
      effects: [`${titleOf(instance)} goes on in ${target.graph.processId} version ${target.version} instead of ${instance.processId} version ${instance.definitionVersion}.`, `${mapping.length} elements take over from theirs${mapping.some(({ updatesTrigger }) => updatesTrigger) ? '; what is waited for is computed anew where that was chosen' : '; timers and messages stay as they are'}.`],
      checks: [isAliveCheck(instance), otherCheck(instance.definitionKey, targetDefinitionKey), mappingCheck(mapping, failures ?? []), ...(rehearsed === null ? [] : [tokensCheck(rehearsed)])],
      before: { definition: `${instance.processId}:${instance.definitionVersion}` }, after: { definition: `${target.graph.processId}:${target.version}`, mapping: mapping.map(({ source, target: to }) => `${source} → ${to}`) }, version: instance.version,
      outlook: rehearsed?.kind === 'executed' ? outlookOf(rehearsed.before, rehearsed.after, instance.key) : null,
      run: async ({ audit, expectedVersion }) => {
        const executed = await context.engine.execute(command, { audit, expectedVersion: expectedVersion ?? instance.version });
        return executed.kind === 'rejection' ? executed : done(`${titleOf(instance)} goes on in ${title(target)}.`, executed, instance.key);
      },
    };
  },
};

const title = ({ graph, version }: Definition): string => `${graph.processId} version ${version}`;

/** `#multiInstanceBody` behind an id means the body around the inner instances. */
const BODY = '#multiInstanceBody';
const placeOf = (id: string) => (id.endsWith(BODY) ? { elementId: id.slice(0, -BODY.length), isBody: true } : { elementId: id, isBody: false });
export const idOfPlace = ({ elementId, isBody }: MigrationInstruction['source']): string => (isBody ? elementId + BODY : elementId);
function instructionOf({ source, target, updatesTrigger = false }: MappedElement): MigrationInstruction { return { source: placeOf(source), target: placeOf(target), updatesTrigger }; }

function otherCheck(source: string, target: string): OperationCheck {
  return BigInt(source) === BigInt(target)
    ? { name: 'It is another version', result: 'look', evidence: 'The target is the version that it has now.' }
    : { name: 'It is another version', result: 'passed', evidence: 'Yes.' };
}

const SENTENCES: Readonly<Record<PlanFailure['code'], string>> = {
  unknownSource: 'the source does not exist', unknownTarget: 'the target does not exist', mappedTwice: 'the source is mapped twice', otherBehavior: 'the two are of different kinds', otherEvent: 'the two events are of different kinds',
  addsBody: 'the target is inside a multi-instance that no element takes over', bodyWithoutInner: 'the inner activity of a mapped multi-instance must be mapped too', innerLost: 'the inner activity of a mapped multi-instance must stay',
  gatewayTwice: 'two gateways are mapped to one', gatewayFlows: 'the target gateway has fewer incoming flows', gatewayScope: 'the scope around the gateway must be mapped', eventScope: 'the scope around the event must be mapped to the one around the target',
  noTrigger: 'there is no trigger to compute anew', keepsCondition: 'a conditional event is computed anew or not at all', leavesAncestor: 'it would leave the scope that its surroundings are mapped to',
};

function mappingCheck(mapping: readonly MappedElement[], failures: readonly (readonly PlanFailure[])[]): OperationCheck {
  const wrong = failures.flatMap((each, n) => each.map(({ code }) => `${mapping[n]?.source} → ${mapping[n]?.target}: ${SENTENCES[code]}`));
  return wrong.length === 0
    ? { name: 'The mapping holds for the two models', result: 'passed', evidence: `${mapping.length} elements.` }
    : { name: 'The mapping holds for the two models', result: 'blocked', evidence: `${wrong.join('; ')}.` };
}

function tokensCheck(rehearsed: Awaited<ReturnType<OperationContext['engine']['rehearse']>>): OperationCheck {
  const name = 'Dry run on the engine';
  if (rehearsed.kind === 'executed') return { name, result: 'passed', evidence: 'Every token finds its place.' };
  const { failures } = rehearsed.details;
  if (typeof failures !== 'string') return { name, result: 'blocked', evidence: rehearsed.message };
  const tokens = JSON.parse(failures) as readonly TokenFailure[];
  return { name, result: 'blocked', evidence: `${[...new Set(tokens.map(({ source, code }) => `${idOfPlace(source)} ${code === 'notMapped' ? 'has a token and is not mapped' : 'has a job that the target has not'}`))].join('; ')}.` };
}
