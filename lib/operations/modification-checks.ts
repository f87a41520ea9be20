import type { Definition, Key, Rehearsed, Rejection, TreeState } from '@/engine/index.ts';
import { Prisma } from '@/lib/db.ts';
import { named } from '@/lib/models/element-words.ts';
import type { ModificationStep, OperationCheck } from './contract.ts';
import type { LiveInstance } from './instance-target.ts';
import type { OperationContext } from './operation.ts';
import { readNames } from './read-names.ts';

/** Elements that do something outside each time that a token comes. */
const ACTING = new Set(['workerTask', 'expressionTask', 'callActivity']);

/** The questions that come before a token is moved by hand, each with what is known. */
export async function modificationChecks(
  context: OperationContext,
  instance: LiveInstance,
  definition: Definition,
  steps: readonly ModificationStep[],
  rehearsed: Rehearsed | Rejection,
): Promise<readonly OperationCheck[]> {
  const left = [
    ...new Set(
      steps.flatMap((step) =>
        step.kind === 'cancel' || step.kind === 'cancelAll' || step.kind === 'cancelContinuation'
          ? [step.elementId]
          : [],
      ),
    ),
  ];
  const entered = [...new Set(steps.flatMap((step) => targetsOf(definition, step)))];
  const [leases, done, names] = await Promise.all([
    heldJobs(context, instance.key, left),
    doneBefore(context, instance.key, [...left, ...entered]),
    variableNames(context, instance.key),
  ]);
  return [
    waitCheck(definition, left, leases),
    variablesCheck(definition, entered, steps, names),
    effectsCheck(definition, left, entered, done),
    ...(rehearsed.kind === 'rejection'
      ? []
      : [
          timersCheck(rehearsed, instance.key),
          reachCheck(rehearsed, instance.key),
          incidentsCheck(rehearsed, instance.key),
        ]),
  ];
}

/** Where a token would come next. */
function targetsOf({ graph }: Definition, step: ModificationStep): readonly string[] {
  switch (step.kind) {
    case 'startBefore':
      return [step.elementId];
    case 'startAfter':
      return (graph.elements.get(step.elementId)?.outgoing ?? []).flatMap((id) => graph.flows.get(id)?.targetId ?? []);
    case 'startFlow': {
      const flow = graph.flows.get(step.flowId);
      return flow === undefined ? [] : [flow.targetId];
    }
    default:
      return [];
  }
}

interface Held {
  readonly elementId: string;
  readonly worker: string;
  readonly lockUntil: Date;
}

function heldJobs({ database }: OperationContext, instanceKey: string, elementIds: readonly string[]): Promise<Held[]> {
  return database.$queryRaw<Held[]>(Prisma.sql`
    select j.element_id as "elementId", j.worker, j.lock_until as "lockUntil" from job j
    where j.instance_key = ${instanceKey}::bigint and j.ended_at is null and j.worker is not null
      and j.lock_until > now() and j.element_id = any(${[...elementIds]}::text[]) order by j.key limit 5`);
}

async function variableNames({ database }: OperationContext, instanceKey: string): Promise<readonly string[]> {
  const rows = await database.$queryRaw<{ name: string }[]>(
    Prisma.sql`select distinct v.name from variable v where v.instance_key = ${instanceKey}::bigint
      and v.removed_at is null`,
  );
  return rows.map(({ name }) => name);
}

interface DoneBefore {
  readonly elementId: string;
  readonly completed: number;
  readonly attempts: number;
}

/** How often each of these was gone through in this instance, and how often its work failed. */
function doneBefore(
  { database }: OperationContext,
  instanceKey: string,
  elementIds: readonly string[],
): Promise<DoneBefore[]> {
  return database.$queryRaw<DoneBefore[]>(Prisma.sql`
    select w.id as "elementId",
      (select count(*)::int from element_history e where e.instance_key = ${instanceKey}::bigint
        and e.element_id = w.id and e.outcome = 'completed') as completed,
      (select count(*)::int from job_attempt a join job j on j.key = a.job_key
        where a.instance_key = ${instanceKey}::bigint and j.element_id = w.id) as attempts
    from unnest(${[...new Set(elementIds)]}::text[]) as w(id)`);
}

function waitCheck({ graph }: Definition, left: readonly string[], held: readonly Held[]): OperationCheck {
  const name = 'It leaves a safe wait state';
  const [first] = held;
  if (first !== undefined)
    return {
      name,
      result: 'look',
      evidence: `${first.worker} works on ${named(first.elementId)} until ${first.lockUntil.toISOString()}: what it does outside is not taken back, and its answer will be refused.`,
    };
  if (left.length === 0) return { name, result: 'passed', evidence: 'No token is taken away.' };
  const acting = left.filter((id) => ACTING.has(graph.elements.get(id)?.kind ?? ''));
  return {
    name,
    result: 'passed',
    evidence:
      acting.length === 0
        ? 'Only what waits for people, messages or time is left.'
        : `Nobody holds the work of ${acting.map((id) => named(id)).join(', ')}.`,
  };
}

function variablesCheck(
  { graph }: Definition,
  entered: readonly string[],
  steps: readonly ModificationStep[],
  names: readonly string[],
): OperationCheck {
  const name = 'What the target needs is there';
  const there = new Set(names);
  for (const step of steps)
    if ('variables' in step) for (const variable of step.variables ?? []) there.add(variable.name);
  const needed = entered.flatMap((id) => readNames(graph, id).map((variable) => ({ id, variable })));
  const missing = needed.filter(({ variable }) => !there.has(variable));
  if (missing.length > 0)
    return {
      name,
      result: 'look',
      evidence: `${[...new Set(missing.map(({ id, variable }) => `${variable} (read by ${named(id)})`))].join(', ')}: no such variable.`,
    };
  return {
    name,
    result: 'passed',
    evidence:
      needed.length === 0
        ? 'Its expressions read no variable; what a worker or a form reads is not in the model.'
        : `${[...new Set(needed.map(({ variable }) => variable))].join(', ')}.`,
  };
}

function effectsCheck(
  { graph }: Definition,
  left: readonly string[],
  entered: readonly string[],
  done: readonly DoneBefore[],
): OperationCheck {
  const name = 'Outside effects so far';
  const of = new Map(done.map((each) => [each.elementId, each]));
  const acts = (id: string) => ACTING.has(graph.elements.get(id)?.kind ?? '');
  const words = [
    ...left
      .filter((id) => acts(id) && (of.get(id)?.attempts ?? 0) > 0)
      .map(
        (id) => `${named(id)} was tried ${times(of.get(id)?.attempts ?? 0)}: it may have reached out before it failed`,
      ),
    ...entered
      .filter((id) => acts(id) && (of.get(id)?.completed ?? 0) > 0)
      .map((id) => `${named(id)} was done ${times(of.get(id)?.completed ?? 0)} already and would be done again`),
    ...left
      .filter((id) => {
        const element = graph.elements.get(id);
        return element !== undefined && 'compensation' in element && element.compensation !== undefined;
      })
      .map((id) => `${named(id)} is not undone by its compensation`),
  ];
  return words.length === 0
    ? { name, result: 'passed', evidence: 'Nothing is known to be done twice or half.' }
    : { name, result: 'look', evidence: `${words.join('; ')}.` };
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

function timersCheck({ before, after }: Rehearsed, instanceKey: Key): OperationCheck {
  const name = 'Timers touched';
  const timers = (state: TreeState | null) =>
    new Map(
      [...(state?.jobs.values() ?? [])]
        .filter((job) => job.kind === 'timer' && job.instanceKey === instanceKey)
        .map((job) => [job.key, job]),
    );
  const [was, willBe] = [timers(before), timers(after)];
  const gone = [...was.values()].filter(({ key }) => !willBe.has(key));
  const come = [...willBe.values()].filter(({ key }) => !was.has(key));
  if (gone.length + come.length === 0) return { name, result: 'passed', evidence: 'None.' };
  const words = [
    ...gone.map(({ elementId }) => `${named(elementId)} no longer fires`),
    ...come.map(
      ({ elementId, dueAt }) =>
        `${named(elementId)} fires ${dueAt === null ? 'at once' : `at ${new Date(dueAt).toISOString()}`}`,
    ),
  ];
  return { name, result: 'look', evidence: `${words.join('; ')}.` };
}

function reachCheck({ before, after }: Rehearsed, instanceKey: Key): OperationCheck {
  const name = 'Reach';
  const ended = [...(before?.instances.keys() ?? [])].filter((key) => key !== instanceKey && !after.instances.has(key));
  const begun = [...after.instances.keys()].filter((key) => before?.instances.has(key) !== true);
  if (ended.length + begun.length === 0) return { name, result: 'passed', evidence: 'This instance alone.' };
  return {
    name,
    result: 'look',
    evidence: [
      ...(ended.length === 0
        ? []
        : [`Called ${ended.length === 1 ? 'instance' : 'instances'} ${ended.join(', ')} would end with it.`]),
      ...(begun.length === 0
        ? []
        : [`${begun.length} ${begun.length === 1 ? 'instance' : 'instances'} would be called.`]),
    ].join(' '),
  };
}

/** New ones only. */
function incidentsCheck({ before, after }: Rehearsed, instanceKey: Key): OperationCheck {
  const raised = [...after.incidents.values()].filter(
    (incident) => incident.instanceKey === instanceKey && before?.incidents.has(incident.key) !== true,
  );
  const name = 'No new incident';
  return raised.length === 0
    ? { name, result: 'passed', evidence: 'The engine would raise none.' }
    : {
        name,
        result: 'look',
        evidence: raised.map(({ elementId, message }) => `${named(elementId)}: ${message}`).join('; '),
      };
}
