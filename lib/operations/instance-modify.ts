import { z } from 'zod';
import type { ModificationInstruction } from '@/engine/index.ts';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { isAliveCheck, rehearsalCheck } from './checks.ts';
import type { ModificationStep, OperationCheck } from './contract.ts';
import { findInstance, type LiveInstance, targetOf, titleOf } from './instance-target.ts';
import { done, NOT_FOUND, type Operation, type OperationContext } from './operation.ts';
import { outlookOf } from './outlook.ts';
import { keySchema, nameSchema, variablesSchema } from './parameter-schemas.ts';
import { typedValues, valuesCheck } from './typed-value.ts';

/** A plan is made by hand; more steps than this are a script. */
const MAX_STEPS = 50;
const place = { elementId: nameSchema, variables: variablesSchema.optional(), ancestorKey: keySchema.nullable().optional() };
const step = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cancel'), elementInstanceKey: keySchema, elementId: nameSchema }),
  z.strictObject({ kind: z.literal('cancelAll'), elementId: nameSchema }),
  z.strictObject({ kind: z.literal('startBefore'), ...place }),
  z.strictObject({ kind: z.literal('startAfter'), ...place }),
  z.strictObject({ kind: z.literal('startFlow'), flowId: nameSchema, variables: variablesSchema.optional(), ancestorKey: keySchema.nullable().optional() }),
]);

/** Moves tokens by hand: ordered steps, rehearsed on the real engine before anything happens, done in one transaction. */
export const instanceModify: Operation<'instance.modify'> = {
  name: 'instance.modify',
  parameters: z.strictObject({ instanceKey: keySchema, steps: z.array(step).min(1, 'A plan has at least one step.').max(MAX_STEPS), skipsListeners: z.boolean().optional(), skipsMappings: z.boolean().optional() }),
  plan: async (context, { instanceKey, steps, skipsListeners = false, skipsMappings = false }) => {
    const instance = await findInstance(context, instanceKey);
    if (instance === null) return NOT_FOUND;
    const problems = steps.flatMap((each) => ('variables' in each ? typedValues(each.variables ?? []).problems : []));
    const command = { type: 'modifyInstance', instanceKey, instructions: steps.map(instructionOf), skipsListeners, skipsMappings, reason: null } as const;
    const rehearsed = instance.isEnded || problems.length > 0 ? null : await context.engine.rehearse(command);
    return {
      target: targetOf(instance, { kind: 'instance', key: instance.key, elementId: elementOf(steps) }),
      risk: ACTIONS['instance.modify'].risk, riskBecause: 'The instance goes a way that its model does not have.', confirmation: null,
      effects: [...steps.map(sentence), ...(rehearsed?.kind === 'executed' && rehearsed.result.isInstanceEnded === true ? [`Nothing is left of ${titleOf(instance)} then: it ends.`] : [])],
      checks: [isAliveCheck(instance), valuesCheck(problems), ...(rehearsed === null ? [] : [rehearsalCheck(rehearsed)]), skipCheck(skipsListeners, skipsMappings), ...waysBack(instance)],
      before: await tokensOf(context, instance), after: { steps: steps.map(sentence), skipsListeners, skipsMappings }, version: instance.version,
      outlook: rehearsed?.kind === 'executed' ? outlookOf(rehearsed.before, rehearsed.after, instance.key) : null,
      run: async ({ audit, expectedVersion }) => {
        // What was rehearsed is what is done: the tree must stand where it stood then.
        const executed = await context.engine.execute({ ...command, reason: audit.note ?? audit.reasonCode }, { audit, expectedVersion: expectedVersion ?? instance.version });
        return executed.kind === 'rejection' ? executed : done(`${titleOf(instance)} was modified in ${steps.length} ${steps.length === 1 ? 'step' : 'steps'}.`, executed, instance.key);
      },
    };
  },
};

function instructionOf(planned: ModificationStep): ModificationInstruction {
  switch (planned.kind) {
    case 'cancel': return { kind: 'cancelElement', elementInstanceKey: planned.elementInstanceKey };
    case 'cancelAll': return { kind: 'cancelAll', at: { elementId: planned.elementId, isBody: false }, onlyPresent: true };
    case 'startFlow': return { kind: 'startTransition', flowId: planned.flowId, ...startOf(planned) };
    default: return { kind: planned.kind, at: { elementId: planned.elementId, isBody: false }, ...startOf(planned) };
  }
}

function startOf({ variables = [], ancestorKey = null }: Extract<ModificationStep, { kind: 'startBefore' | 'startAfter' | 'startFlow' }>) {
  return { ancestorKey, variables: typedValues(variables).values, localVariables: {}, scopeVariables: {} };
}

function elementOf(steps: readonly ModificationStep[]): string | null {
  const [first] = steps;
  return first === undefined || first.kind === 'startFlow' ? null : first.elementId;
}

function sentence(planned: ModificationStep): string {
  switch (planned.kind) {
    case 'cancel': return `The token at ${planned.elementId} is cancelled.`;
    case 'cancelAll': return `Every token at ${planned.elementId} is cancelled.`;
    case 'startBefore': return `A new token starts before ${planned.elementId}.`;
    case 'startAfter': return `A new token starts after ${planned.elementId}.`;
    case 'startFlow': return `A new token starts on the flow ${planned.flowId}.`;
  }
}

function skipCheck(skipsListeners: boolean, skipsMappings: boolean): OperationCheck {
  const skipped = [...(skipsListeners ? ['listeners'] : []), ...(skipsMappings ? ['input and output mappings'] : [])];
  return skipped.length === 0
    ? { name: 'Listeners and mappings', result: 'passed', evidence: 'They run as in the model.' }
    : { name: 'Listeners and mappings', result: 'look', evidence: `The model's ${skipped.join(' and ')} do not run.` };
}

function waysBack(instance: LiveInstance): readonly OperationCheck[] {
  return instance.isEnded ? [] : [{ name: 'Way back', result: 'look', evidence: 'Work of a cancelled token is lost. A token can be moved back as long as it has done nothing.' }];
}

/** Where tokens stand, for the audit entry. */
async function tokensOf({ database }: OperationContext, instance: LiveInstance): Promise<{ readonly tokens: Readonly<Record<string, number>> }> {
  const rows = await database.$queryRaw<{ elementId: string; count: number }[]>`
    select e.element_id as "elementId", count(*)::int as count from element_instance e
    where e.instance_key = ${instance.key}::bigint and e.ended_at is null and e.kind not in ('subProcess', 'multiInstanceBody') group by 1 order by 1`;
  return { tokens: Object.fromEntries(rows.map(({ elementId, count }) => [elementId, count])) };
}
