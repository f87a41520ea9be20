import { z } from 'zod';
import { named } from '@/lib/models/element-words.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import type { RiskClass } from '@/lib/auth/permissions.ts';
import { ACTIONS, type ActionName } from '@/lib/auth/policy.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import { counted } from './counted.ts';
import { type ChosenSort, isFor, type ItemSort, manyAction } from './batch-actions.ts';
import { batchActionSchema } from './batch-action-schema.ts';
import { guardedFor } from './batch-guard.ts';
import { itemsAmong, itemsIn } from './batch-items.ts';
import { type Reach, reachOf } from './batch-reach.ts';
import { rehearsedSample, sampleCheck } from './batch-sample.ts';
import type { BatchAction, BatchSelection, OperationCheck } from './contract.ts';
import { withinReach } from './within-reach.ts';
import { mappingCheck, mappingInstruction, migrationChecks } from './migration-checks.ts';
import { type Chosen, NOT_FOUND, type Operation, type OperationContext } from './operation.ts';
import { batchSelectionSchema, MAX_CHOSEN } from './parameter-schemas.ts';
import { ruleNoted, stopEffects, stopRuleSchema } from './stop-rule.ts';
import { followingBatch } from './told.ts';
import { valuesCheck } from './typed-value.ts';
import { grouped } from './grouped.ts';

/** From here on a batch is of the next higher class. */
const MANY = 50;

/**
 * One action on many instances or jobs: counted, rehearsed on a sample, then worked on in the background with a result
 * for each.
 */
export const batchCreate: Operation<'batch.create'> = {
  name: 'batch.create',
  parameters: z
    .strictObject({ selection: batchSelectionSchema, action: batchActionSchema, stopRule: stopRuleSchema.optional() })
    .refine(
      ({ selection: { of }, action }) => of === undefined || isFor(action, of),
      'This is done to instances, not to what was chosen.',
    ),
  plan: async (context, { selection: chosen, action: what, stopRule }) => {
    const found = await chosenKeys(context, chosen);
    const {
      action: name,
      items: sort,
      needs,
      verb,
      verbOf,
      isFinal = false,
      details,
      problems,
      operation,
    } = manyAction(what);
    if ('problems' in found) return NOT_FOUND;
    const { of } = chosen;
    const noun = of === undefined ? 'instance' : NOUNS[of];
    const reach = await reachOf(context.database, of ?? 'instances', found.keys);
    const [first] = reach;
    if (first === undefined) return NOT_FOUND;
    const ofSource =
      what.kind === 'migrate' ? await keysOf(context.database, found.keys, what.sourceDefinitionKey) : found.keys;
    const targets = await (of === undefined
      ? itemsIn(context.database, sort, ofSource)
      : itemsAmong(context.database, of, sort, ofSource));
    const count = counted(targets.length, SORTS[sort]);
    const isMany = targets.length > MANY;
    const risk = riskOf(name, isFinal || (isMany && (what.kind === 'modify' || what.kind === 'migrate')), isMany);
    const sample = await rehearsedSample(context, what, sort, targets);
    return {
      target: {
        kind: 'definition',
        key: first.definitionKey ?? '',
        instanceKey: null,
        definitionKey: first.definitionKey,
        processId: first.processId,
        elementId: null,
        businessKey: null,
      },
      risk,
      riskBecause: isMany ? `It is done to more than ${MANY} at once.` : `${ACTIONS[name].label} is of this class.`,
      confirmation:
        risk === 'destructive' ? `${what.kind === 'deleteDecisions' ? 'delete' : what.kind} ${targets.length}` : null,
      effects: [
        of !== undefined
          ? `${verbOf?.[of]} ${count}.`
          : `${verb} ${counted(ofSource.length, 'instance')}${sort === 'instance' ? '' : `: ${count}`}.`,
        ...(details?.(what) ?? []),
        ...reach.map((each) =>
          each.definitionKey === null
            ? `${grouped(each.count)} of no process.`
            : `${grouped(each.count)} of ${named(each.processId, each.definitionKey)} version ${each.version}.`,
        ),
        ...(of !== undefined && targets.length < found.keys.length
          ? [
              `${found.keys.length - targets.length} of the choice are no ${noun}s that this can be done to, and stay as they are.`,
            ]
          : []),
        ...(ofSource.length < found.keys.length
          ? [`${found.keys.length - ofSource.length} of other versions stay as they are.`]
          : []),
        'It runs in the background and can be paused; each item keeps its own result.',
        ...stopEffects(stopRule),
      ],
      checks: [
        countCheck(found, targets.length, noun),
        rightsCheck(context, name, reach),
        valuesCheck(problems?.(what) ?? []),
        stateCheck(reach, needs, of !== undefined),
        sampleCheck(sample),
        ...(await planChecks(context, what)),
        {
          name: 'Each item is judged again',
          result: 'passed',
          evidence: 'Your permission and its state are looked at right before it is done.',
        },
      ],
      before: { [`${noun}s`]: found.keys.length },
      state: null,
      after: { action: what, items: targets.length, ...ruleNoted(stopRule) },
      version: null,
      sample,
      chosen: { keys: ofSource, isByFilter: found.isByFilter && ofSource.length === found.keys.length },
      run: async ({ audit }) => {
        const key = await context.engine.batches.create({
          operation: operation(what, audit.note ?? audit.reasonCode),
          targets,
          createdBy: context.person.username,
          audit: followingBatch(audit, context.person),
          guarded: guardedFor(context.person, what, name, sort),
          ...ruleNoted(stopRule),
        });
        return {
          kind: 'done',
          message: `The batch of ${count} was created.`,
          instanceKey: null,
          version: null,
          batchKey: key,
        };
      },
    };
  },
};

const NOUNS: Readonly<Record<ChosenSort, string>> = { jobs: 'job', incidents: 'incident', tasks: 'task' };
const SORTS: Readonly<Record<ItemSort, string>> = {
  instance: 'instance',
  incident: 'incident',
  work: 'job',
  timer: 'timer',
  due: 'job',
  job: 'job',
  held: 'job',
  task: 'task',
  decision: 'decision',
};

function riskOf(name: ActionName, isFinal: boolean, isMany: boolean): RiskClass {
  const { risk } = ACTIONS[name];
  if (isFinal || risk === 'destructive') return 'destructive';
  return isMany || risk === 'high' ? 'high' : risk;
}

type Found = Chosen & { readonly isCut: boolean };

async function chosenKeys(
  context: OperationContext,
  { keys = [], filter, except = [], of }: BatchSelection,
): Promise<Found | { readonly problems: readonly string[] }> {
  const found =
    filter === undefined ? { keys: [] } : await selectBy(context.instances, of, filter, MAX_CHOSEN + except.length + 1);
  if ('problems' in found) return found;
  const left = new Set(except);
  const byHand = await withinReach(context, of ?? 'instances', keys);
  const all = [...new Set([...found.keys, ...byHand])].filter((key) => !left.has(key));
  const isCut = all.length > MAX_CHOSEN;
  return {
    keys: all.slice(0, MAX_CHOSEN),
    isCut,
    isByFilter:
      filter !== undefined &&
      !isCut &&
      all.length === found.keys.length &&
      byHand.length === 0 &&
      context.access.definitions === null,
  };
}

function selectBy(
  selector: OperationContext['instances'],
  of: BatchSelection['of'],
  filter: Readonly<Record<string, string>>,
  limit: number,
): ReturnType<OperationContext['instances']['select']> {
  switch (of) {
    case undefined:
      return selector.select(filter, limit);
    case 'jobs':
      return selector.selectJobs(filter, limit);
    case 'tasks':
      return selector.selectTasks(filter, limit);
    case 'incidents':
      return selector.selectIncidents(filter, limit);
  }
}

async function keysOf(database: Database, keys: readonly string[], definitionKey: string): Promise<readonly string[]> {
  const rows = await database.$queryRaw<{ key: string }[]>(
    Prisma.sql`select i.key::text as key from instance i where i.definition_key = ${definitionKey}::bigint
      and i.key = any(${[...keys]}::text[]::bigint[]) order by i.key`,
  );
  return rows.map(({ key }) => key);
}

function countCheck({ isCut }: Found, items: number, noun: string): OperationCheck {
  if (items === 0)
    return {
      name: 'There is something to do',
      result: 'blocked',
      evidence: `None of the chosen ${noun}s can be worked on.`,
    };
  return isCut
    ? {
        name: 'There is something to do',
        result: 'look',
        evidence: `Only the newest ${MAX_CHOSEN} are taken; make a second batch for the rest.`,
      }
    : { name: 'There is something to do', result: 'passed', evidence: `${counted(items, 'item')}.` };
}

/** The action's own permission, for every definition concerned. */
function rightsCheck({ person }: OperationContext, name: ActionName, reach: readonly Reach[]): OperationCheck {
  const denied = reach.flatMap(({ processId }) => {
    const access = authorize(person, ACTIONS[name].permission, { definition: processId, risk: ACTIONS[name].risk });
    return access.isAllowed ? [] : [access.message];
  });
  const [message] = denied;
  return message === undefined
    ? { name: 'You may do this to each', result: 'passed', evidence: ACTIONS[name].permission }
    : { name: 'You may do this to each', result: 'blocked', evidence: message };
}

/** Known for all of them, not only for the sample. */
function stateCheck(
  reach: readonly Reach[],
  needs: 'running' | 'ended' | 'any',
  isChosenItself: boolean,
): OperationCheck {
  const name = 'All are as they have to be';
  const total = reach.reduce((sum, { count }) => sum + count, 0);
  const ended = reach.reduce((sum, each) => sum + each.ended, 0);
  const wrong = needs === 'any' ? 0 : needs === 'running' ? ended : total - ended;
  if (wrong === 0)
    return {
      name,
      result: 'passed',
      evidence:
        needs === 'any'
          ? 'It does not matter whether they run.'
          : needs === 'running'
            ? isChosenItself
              ? 'All are open.'
              : 'All run.'
            : 'All have ended.',
    };
  return {
    name,
    result: 'look',
    evidence: `${grouped(wrong)} of ${grouped(total)} ${needs === 'running' ? 'have ended' : 'run still'} and will be refused.`,
  };
}

/** What holds for the two models, whichever instance it is. */
async function planChecks(context: OperationContext, what: BatchAction): Promise<readonly OperationCheck[]> {
  if (what.kind !== 'migrate') return [];
  const [source, target] = await Promise.all([
    context.engine.definition({ key: what.sourceDefinitionKey }),
    context.engine.definition({ key: what.targetDefinitionKey }),
  ]);
  if (source === null || target === null)
    return [{ name: 'Both definitions are there', result: 'blocked', evidence: 'One of them does not exist.' }];
  const failures =
    (await context.engine.checkMigration({ ...what, instructions: what.mapping.map(mappingInstruction) })) ?? [];
  return [
    mappingCheck(source, target, what.mapping, failures),
    ...(await migrationChecks(context, source, target, what.mapping)),
  ];
}
