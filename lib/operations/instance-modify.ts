import { z } from 'zod';
import type { TreeState } from '@/engine/index.ts';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { withIds } from '@/lib/models/element-words.ts';
import { isAliveCheck, rehearsalCheck, skipCheck } from './checks.ts';
import type { ModificationStep, OperationCheck } from './contract.ts';
import { findInstance, type LiveInstance, targetOf, titleOf } from './instance-target.ts';
import { modificationChecks } from './modification-checks.ts';
import { instructionOf, sentenceOf, stepProblems } from './modification-steps.ts';
import { done, NOT_FOUND, type Operation, type OperationContext } from './operation.ts';
import { outlookOf, variablesOutlook } from './outlook.ts';
import { keySchema, skipShape, stepsSchema } from './parameter-schemas.ts';
import { valuesCheck } from './typed-value.ts';

/**
 * Moves tokens by hand: ordered steps, rehearsed on the real engine before anything happens, done in one transaction.
 */
export const instanceModify: Operation<'instance.modify'> = {
  name: 'instance.modify',
  parameters: z.strictObject({ instanceKey: keySchema, steps: stepsSchema, ...skipShape }),
  plan: async (context, { instanceKey, steps, skipsListeners = false, skipsMappings = false }) => {
    const instance = await findInstance(context, instanceKey);
    if (instance === null) return NOT_FOUND;
    const problems = stepProblems(steps);
    const command = {
      type: 'modifyInstance',
      instanceKey,
      instructions: steps.map(instructionOf),
      skipsListeners,
      skipsMappings,
      reason: null,
    } as const;
    const rehearsed = instance.isEnded || problems.length > 0 ? null : await context.engine.rehearse(command);
    const definition = await context.engine.definition({ key: instance.definitionKey });
    const prepared =
      definition !== null && rehearsed !== null
        ? await modificationChecks(context, instance, definition, steps, rehearsed)
        : [];
    return {
      target: targetOf(instance, { kind: 'instance', key: instance.key, elementId: elementOf(steps) }),
      risk: ACTIONS['instance.modify'].risk,
      riskBecause: 'The instance goes a way that its model does not have.',
      confirmation: null,
      effects: [
        ...steps.map(sentenceOf),
        ...(rehearsed?.kind === 'executed' && rehearsed.result.isInstanceEnded === true
          ? [`Nothing is left of ${titleOf(instance)} then: it ends.`]
          : []),
      ],
      checks: [
        isAliveCheck(instance),
        valuesCheck(problems),
        ...(rehearsed === null ? [] : [rehearsalCheck(rehearsed)]),
        ...prepared,
        skipCheck(skipsListeners, skipsMappings),
        ...waysBack(instance),
      ],
      before: await tokensOf(context, instance),
      after: {
        ...(rehearsed?.kind === 'executed' && { tokens: tokensIn(rehearsed.after, instance.key) }),
        steps: steps.map(sentenceOf).map(withIds),
        skipsListeners,
        skipsMappings,
      },
      version: instance.version,
      outlook: rehearsed?.kind === 'executed' ? outlookOf(rehearsed.before, rehearsed.after, instance.key) : null,
      variables:
        rehearsed?.kind === 'executed' ? variablesOutlook(rehearsed.before, rehearsed.after, instance.key) : null,
      run: async ({ audit, expectedVersion }) => {
        // What was rehearsed is what is done: the tree must stand where it stood then.
        const executed = await context.engine.execute(
          { ...command, reason: audit.note ?? audit.reasonCode },
          { audit, expectedVersion: expectedVersion ?? instance.version },
        );
        return executed.kind === 'rejection'
          ? executed
          : done(
              `${titleOf(instance)} was modified in ${steps.length} ${steps.length === 1 ? 'step' : 'steps'}.`,
              executed,
              instance.key,
            );
      },
    };
  },
};

function elementOf(steps: readonly ModificationStep[]): string | null {
  const [first] = steps;
  return first === undefined || first.kind === 'startFlow' ? null : first.elementId;
}

function waysBack(instance: LiveInstance): readonly OperationCheck[] {
  return instance.isEnded
    ? []
    : [
        {
          name: 'Way back',
          result: 'look',
          evidence: 'Work of a cancelled token is lost. A token can be moved back as long as it has done nothing.',
        },
      ];
}

/** They stand around tokens, and hold none themselves. */
const SCOPES = ['subProcess', 'adHocSubProcess', 'multiInstanceBody', 'adHocInnerInstance'];

/** Where tokens will stand, for the audit entry. */
function tokensIn(state: TreeState, instanceKey: string): Readonly<Record<string, number>> {
  const tokens = new Map<string, number>();
  for (const element of state.elements.values())
    if (element.instanceKey === instanceKey && !SCOPES.includes(element.kind))
      tokens.set(element.elementId, (tokens.get(element.elementId) ?? 0) + 1);
  return Object.fromEntries([...tokens].sort(([one], [other]) => one.localeCompare(other)));
}

/** Where tokens stand now, for the audit entry. */
async function tokensOf(
  { database }: OperationContext,
  instance: LiveInstance,
): Promise<{ readonly tokens: Readonly<Record<string, number>> }> {
  const rows = await database.$queryRaw<{ elementId: string; count: number }[]>`
    select e.element_id as "elementId", count(*)::int as count from element_instance e
    where e.instance_key = ${instance.key}::bigint and e.ended_at is null and e.kind <> all(${SCOPES}::text[])
      group by 1 order by 1`;
  return { tokens: Object.fromEntries(rows.map(({ elementId, count }) => [elementId, count])) };
}
