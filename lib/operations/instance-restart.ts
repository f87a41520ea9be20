import { z } from 'zod';
import type { Definition, Executed, Rehearsed, Rejection } from '@/engine/index.ts';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import { named, withIds } from '@/lib/models/element-words.ts';
import type { OperationCheck, RestartStart } from './contract.ts';
import { rehearsalCheck, skipCheck } from './checks.ts';
import { findInstance, type LiveInstance, targetOf, titleOf } from './instance-target.ts';
import { done, NOT_FOUND, type Operation, type OperationContext } from './operation.ts';
import { outlookOf, variablesOutlook } from './outlook.ts';
import { keySchema, restartShape, skipShape } from './parameter-schemas.ts';
import { readNames } from './read-names.ts';
import { placesOf, restartRequest } from './restart-request.ts';
import { typedValues, valuesCheck } from './typed-value.ts';

/**
 * Takes a finished instance up again as a new one: at chosen places, with the variables of its end or of its start, as
 * they are or edited.
 */
export const instanceRestart: Operation<'instance.restart'> = {
  name: 'instance.restart',
  parameters: z.strictObject({ instanceKey: keySchema, ...restartShape, ...skipShape }),
  plan: async (context, { instanceKey, ...choices }) => {
    const {
      definitionKey,
      starts,
      variables,
      changed = [],
      leftOut = [],
      keepsBusinessKey,
      skipsListeners = false,
      skipsMappings = false,
    } = choices;
    const instance = await findInstance(context, instanceKey);
    const definition = await context.engine.definition({ key: definitionKey });
    const { definitions } = context.access;
    if (
      instance === null ||
      definition === null ||
      (definitions !== null && !definitions.includes(definition.graph.processId))
    )
      return NOT_FOUND;
    const request = restartRequest(choices);
    const { problems } = typedValues(changed);
    const rehearsed =
      instance.isEnded && problems.length === 0
        ? await context.engine.restartInstance(request, instanceKey, { isRehearsal: true })
        : null;
    const newKey = rehearsed !== null && isRehearsed(rehearsed) ? rehearsed.result.instanceKey : undefined;
    return {
      target: targetOf(instance, { kind: 'instance', key: instance.key }),
      risk: ACTIONS['instance.restart'].risk,
      riskBecause: 'Work that was done before may be done again.',
      confirmation: null,
      effects: [
        `A new instance of ${named(definition.graph.processId, definitionKey)} version ${definition.version} begins ${placesOf(starts, definitionKey)}, with the variables of the ${variables === 'last' ? 'end' : 'start'} of ${titleOf(instance)}${keepsBusinessKey ? ' and its business key' : ''}.`,
        ...(changed.length === 0 ? [] : [`Edited: ${changed.map(({ name }) => name).join(', ')}.`]),
        ...(leftOut.length === 0 ? [] : [`Left out: ${leftOut.join(', ')}.`]),
        `${titleOf(instance)} stays as it is.`,
      ],
      checks: [
        endedCheck(instance),
        valuesCheck(problems),
        ...(rehearsed === null ? [] : [rehearsalCheck(rehearsed)]),
        ...(rehearsed !== null && isRehearsed(rehearsed) ? [variablesCheck(definition, starts, rehearsed)] : []),
        await effectsCheck(context, instance, definition),
        await duplicateCheck(context, instance, keepsBusinessKey),
        skipCheck(skipsListeners, skipsMappings),
      ],
      before: { instance: instanceKey },
      after: {
        definition: `${definition.graph.processId}:${definition.version}`,
        starts: withIds(placesOf(starts, definitionKey)),
        variables,
        ...(changed.length > 0 && { changed: changed.map(({ name }) => name) }),
        ...(leftOut.length > 0 && { leftOut }),
      },
      version: null,
      outlook:
        newKey !== undefined && rehearsed !== null && isRehearsed(rehearsed)
          ? outlookOf(null, rehearsed.after, newKey)
          : null,
      variables:
        newKey !== undefined && rehearsed !== null && isRehearsed(rehearsed)
          ? variablesOutlook(null, rehearsed.after, newKey)
          : null,
      run: async ({ audit }) => {
        const executed = await context.engine.restartInstance(request, instanceKey, { isRehearsal: false, audit });
        return executed.kind === 'rejection'
          ? executed
          : done(`${titleOf(instance)} was restarted.`, executed, executed.result.instanceKey ?? null);
      },
    };
  },
};

function isRehearsed(outcome: Executed | Rehearsed | Rejection): outcome is Rehearsed {
  return outcome.kind === 'executed' && 'after' in outcome;
}

function endedCheck({ isEnded }: LiveInstance): OperationCheck {
  return isEnded
    ? { name: 'Instance has ended', result: 'passed', evidence: 'It has.' }
    : { name: 'Instance has ended', result: 'blocked', evidence: 'It still runs: modify it instead.' };
}

function variablesCheck(
  { graph, key }: Definition,
  starts: readonly RestartStart[],
  { after }: Rehearsed,
): OperationCheck {
  const name = 'What the start needs is there';
  const entered = starts.flatMap((start) =>
    start.kind === 'flow'
      ? (graph.flows.get(start.flowId)?.targetId ?? [])
      : start.kind === 'before'
        ? start.elementId
        : (graph.elements.get(start.elementId)?.outgoing ?? []).flatMap((id) => graph.flows.get(id)?.targetId ?? []),
  );
  const there = new Set([...after.variables.values()].map((each) => each.name));
  const missing = entered.flatMap((id) =>
    readNames(graph, id)
      .filter((variable) => !there.has(variable))
      .map((variable) => `${variable} (read by ${named(id, key)})`),
  );
  return missing.length === 0
    ? { name, result: 'passed', evidence: 'Every variable that its expressions read.' }
    : { name, result: 'look', evidence: `${[...new Set(missing)].join(', ')}: no such variable.` };
}

/** Work that the former instance has done outside, which this one may do again. */
async function effectsCheck(
  { database }: OperationContext,
  instance: LiveInstance,
  { graph }: Definition,
): Promise<OperationCheck> {
  const name = 'Outside effects that may happen again';
  const rows = await database.$queryRaw<{ elementId: string; count: number }[]>(Prisma.sql`
    select e.element_id as "elementId", count(*)::int as count from element_history e
      where e.instance_key = ${instance.key}::bigint and e.outcome = 'completed' group by 1 order by min(e.key)`);
  const acting = rows.filter(({ elementId }) =>
    ['workerTask', 'expressionTask', 'callActivity'].includes(graph.elements.get(elementId)?.kind ?? ''),
  );
  return acting.length === 0
    ? { name, result: 'passed', evidence: 'No worker, script or called process has done anything for it.' }
    : {
        name,
        result: 'look',
        evidence: `Done by the former instance: ${acting.map(({ elementId, count }) => (count === 1 ? named(elementId) : `${named(elementId)} (${count} times)`)).join(', ')}.`,
      };
}

/** Another restart, or a running instance with the same business key. */
async function duplicateCheck(
  { database }: OperationContext,
  instance: LiveInstance,
  keepsBusinessKey: boolean,
): Promise<OperationCheck> {
  const name = 'Nobody else took it up';
  const [row] = await database.$queryRaw<{ restarts: number; twins: number }[]>(Prisma.sql`
    select (select count(*)::int from instance i where i.restart_of = ${instance.key}::bigint) as restarts,
      (select count(*)::int from instance i where ${keepsBusinessKey && instance.businessKey !== null}
        and i.business_key = ${instance.businessKey ?? ''} and i.ended_at is null) as twins`);
  const { restarts = 0, twins = 0 } = row ?? {};
  const words = [
    ...(restarts === 0 ? [] : [`It was restarted ${restarts === 1 ? 'once' : `${restarts} times`} already.`]),
    ...(twins === 0
      ? []
      : [
          `${twins} running ${twins === 1 ? 'instance has' : 'instances have'} the business key ${instance.businessKey}.`,
        ]),
  ];
  return words.length === 0
    ? { name, result: 'passed', evidence: 'It was not restarted before, and no running instance has its business key.' }
    : { name, result: 'look', evidence: words.join(' ') };
}
