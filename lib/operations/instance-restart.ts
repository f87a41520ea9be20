import { z } from 'zod';
import type { Executed, Rehearsed, Rejection } from '@/engine/index.ts';
import { ACTIONS } from '@/lib/auth/policy.ts';
import type { OperationCheck } from './contract.ts';
import { rehearsalCheck } from './checks.ts';
import { findInstance, type LiveInstance, targetOf, titleOf } from './instance-target.ts';
import { done, NOT_FOUND, type Operation } from './operation.ts';
import { outlookOf } from './outlook.ts';
import { keySchema, nameSchema } from './parameter-schemas.ts';

const MAX_STARTS = 20;

/** Takes a finished instance up again as a new one: at chosen elements, with the variables of its end or of its start. */
export const instanceRestart: Operation<'instance.restart'> = {
  name: 'instance.restart',
  parameters: z.strictObject({ instanceKey: keySchema, definitionKey: keySchema, elements: z.array(nameSchema).min(1, 'Where it begins is missing.').max(MAX_STARTS), position: z.enum(['before', 'after']), variables: z.enum(['last', 'initial']), keepsBusinessKey: z.boolean() }),
  plan: async (context, { instanceKey, definitionKey, elements, position, variables, keepsBusinessKey }) => {
    const instance = await findInstance(context, instanceKey);
    const definition = await context.engine.definition({ key: definitionKey });
    const { definitions } = context.access;
    if (instance === null || definition === null || (definitions !== null && !definitions.includes(definition.graph.processId))) return NOT_FOUND;
    const request = {
      definitionKey, usesInitialVariables: variables === 'initial', keepsBusinessKey,
      instructions: elements.map((elementId) => ({ kind: position === 'before' ? 'startBefore' as const : 'startAfter' as const, at: { elementId, isBody: false }, ancestorKey: null, variables: {}, localVariables: {}, scopeVariables: {} })),
    };
    const rehearsed = instance.isEnded ? await context.engine.restartInstance(request, instanceKey, { isRehearsal: true }) : null;
    return {
      target: targetOf(instance, { kind: 'instance', key: instance.key }),
      risk: ACTIONS['instance.restart'].risk, riskBecause: 'Work that was done before may be done again.', confirmation: null,
      effects: [`A new instance of ${definition.graph.processId} version ${definition.version} begins ${position} ${elements.join(', ')}, with the variables of the ${variables === 'last' ? 'end' : 'start'} of ${titleOf(instance)}${keepsBusinessKey ? ' and its business key' : ''}.`, `${titleOf(instance)} stays as it is.`],
      checks: [endedCheck(instance), ...(rehearsed === null ? [] : [rehearsalCheck(rehearsed)])],
      before: { instance: instanceKey }, after: { definition: `${definition.graph.processId}:${definition.version}`, elements, position, variables }, version: null,
      outlook: rehearsed !== null && isRehearsed(rehearsed) && rehearsed.result.instanceKey !== undefined ? outlookOf(null, rehearsed.after, rehearsed.result.instanceKey) : null,
      run: async ({ audit }) => {
        const executed = await context.engine.restartInstance(request, instanceKey, { isRehearsal: false, audit });
        return executed.kind === 'rejection' ? executed : done(`${titleOf(instance)} was restarted.`, executed, executed.result.instanceKey ?? null);
      },
    };
  },
};

function isRehearsed(outcome: Executed | Rehearsed | Rejection): outcome is Rehearsed { return outcome.kind === 'executed' && 'after' in outcome; }

function endedCheck({ isEnded }: LiveInstance): OperationCheck {
  return isEnded ? { name: 'Instance has ended', result: 'passed', evidence: 'It has.' } : { name: 'Instance has ended', result: 'blocked', evidence: 'It still runs: modify it instead.' };
}
