import type { AdHocResult, Command, Variables } from '../core/commands.ts';
import type { Definition } from '../core/decision.ts';
import type { ElementInstance, Incident, Job, Key, Subscription, TreeState } from '../core/state.ts';
import type { Element } from '../graph/element.ts';
import type { Chance } from './chance.ts';

/** What commands by chance need to know. */
export interface Ground {
  readonly state: TreeState;
  readonly now: number;
  definition(key: Key): Definition;
  newKey(): Key;
}

const INSTANCE_CANCELED = 0.005;

/** One of the commands that have to work now; what ends something is asked for more often than the rest. */
export function anyCommand(ground: Ground, chance: Chance): Command | undefined {
  const { state } = ground;
  if (chance.happens(INSTANCE_CANCELED))
    return { type: 'cancelInstance', instanceKey: state.treeKey, reason: 'by chance', onlyRoot: true };
  const scope = chance.pick([...state.instances.keys(), ...state.elements.keys()]);
  const candidates: Command[] = [
    { type: 'setVariables', scopeKey: scope, variables: number(chance), removals: [], local: chance.happens(0.5) },
  ];
  for (const job of state.jobs.values()) candidates.push(...commandsOfJob(ground, job, chance));
  for (const task of state.userTasks.values()) {
    const completion: Command = { type: 'completeUserTask', taskKey: task.key, variables: number(chance) };
    candidates.push(completion, completion, {
      type: 'assignUserTask',
      taskKey: task.key,
      userId: chance.happens(0.5) ? 'anna' : null,
    });
  }
  for (const at of state.elements.values()) {
    const activation = activationIn(ground, at, chance);
    if (activation) candidates.push(activation);
  }
  for (const subscription of state.subscriptions.values())
    candidates.push(...commandsOfSubscription(ground, subscription, chance));
  for (const incident of state.incidents.values()) {
    const healing = healingOf(ground, incident);
    if (healing) candidates.push(healing);
  }
  return chance.pick(candidates);
}

/**
 * One that leads on to the end: work is done, what stops it is healed, and only what a token waits for is triggered.
 */
export function finishingCommand(ground: Ground): Command | undefined {
  const { state } = ground;
  for (const incident of state.incidents.values()) {
    const healing = healingOf(ground, incident);
    if (healing) return healing;
  }
  for (const job of state.jobs.values()) {
    if (job.position === 'adHocSubProcess')
      return {
        type: 'completeJob',
        jobKey: job.key,
        variables: {},
        adHoc: { activate: [], isFulfilled: true, cancelsRemaining: false },
      };
    if (job.kind === 'worker') return { type: 'completeJob', jobKey: job.key, variables: {} };
    if (job.kind === 'continuation' || job.kind === 'signal' || waitsItself(ground, job))
      return { type: 'executeJob', jobKey: job.key };
  }
  for (const task of state.userTasks.values()) return { type: 'completeUserTask', taskKey: task.key, variables: {} };
  for (const subscription of state.subscriptions.values()) {
    if (subscription.kind !== 'compensate' && waitsItself(ground, subscription))
      return triggerOf(ground, subscription, {});
  }
  return undefined;
}

/** The token itself waits for it, no boundary event or event sub-process beside it. */
function waitsItself(
  { state }: Ground,
  { elementInstanceKey, elementId }: Pick<Job | Subscription, 'elementInstanceKey' | 'elementId'>,
): boolean {
  const at = elementInstanceKey === null ? undefined : state.elements.get(elementInstanceKey);
  return at !== undefined && (at.elementId === elementId || at.kind === 'eventBasedGateway');
}

function commandsOfJob(ground: Ground, job: Job, chance: Chance): Command[] {
  if (ground.state.incidents.size > 0 && incidentOf(ground, job)) return [];
  if (job.kind !== 'worker') return [{ type: 'executeJob', jobKey: job.key }];
  const variables = number(chance);
  const completion: Command = {
    type: 'completeJob',
    jobKey: job.key,
    variables,
    ...(job.position === 'adHocSubProcess' && { adHoc: answerOf(ground, job, chance) }),
  };
  const codes = catchableCodes(ground, job);
  return [
    completion,
    completion,
    completion,
    {
      type: 'failJob',
      jobKey: job.key,
      retries: chance.below(3),
      retryAfterMs: 0,
      errorMessage: 'by chance',
      errorDetails: null,
    },
    ...(codes.length === 0
      ? []
      : [
          {
            type: 'throwJobError',
            jobKey: job.key,
            errorCode: chance.pick(codes),
            errorMessage: null,
            variables,
          } as const,
        ]),
  ];
}

/** What a worker says to an ad-hoc sub-process: something is activated, or it is done. */
function answerOf(ground: Ground, { elementInstanceKey }: Job, chance: Chance): AdHocResult {
  const isFulfilled = chance.happens(0.5);
  const at = ground.state.elements.get(elementInstanceKey ?? '');
  return {
    activate: isFulfilled || !at ? [] : activations(ground, at, chance),
    isFulfilled,
    cancelsRemaining: chance.happens(0.5),
  };
}

function activationIn(ground: Ground, at: ElementInstance, chance: Chance): Command | undefined {
  if (at.kind !== 'adHocSubProcess' || at.phase !== 'active') return undefined;
  return {
    type: 'activateAdHocElements',
    elementInstanceKey: at.key,
    activate: activations(ground, at, chance),
    cancelsRemaining: chance.happens(0.2),
  };
}

/** One element of an ad-hoc sub-process. */
function activations({ state, definition }: Ground, at: ElementInstance, chance: Chance): AdHocResult['activate'] {
  const element = definition(state.instances.get(at.instanceKey)?.definitionKey ?? '').graph.elements.get(at.elementId);
  return element?.kind === 'adHocSubProcess'
    ? [{ elementId: chance.pick(element.activatableIds), variables: number(chance) }]
    : [];
}

function commandsOfSubscription(ground: Ground, subscription: Subscription, chance: Chance): Command[] {
  return subscription.kind === 'compensate' ? [] : [triggerOf(ground, subscription, number(chance))];
}

function triggerOf({ newKey }: Ground, { key, kind }: Subscription, variables: Variables): Command {
  return kind === 'message'
    ? { type: 'correlateMessage', subscriptionKey: key, variables, messageKey: newKey() }
    : { type: 'triggerSignal', subscriptionKey: key, variables };
}

function incidentOf({ state }: Ground, job: Job): Incident | undefined {
  return [...state.incidents.values()].find(({ jobKey }) => jobKey === job.key);
}

/** A job without retries gets some first. */
function healingOf({ state, definition }: Ground, incident: Incident): Command | undefined {
  const job = incident.jobKey === null ? undefined : state.jobs.get(incident.jobKey);
  if (job?.retries === 0) return { type: 'setJobRetries', jobKey: job.key, retries: 1 };
  const instance = state.instances.get(incident.instanceKey);
  if (!instance || definition(instance.definitionKey).graph.semantics.retriesResolveIncident) return undefined;
  return { type: 'resolveIncident', incidentKey: incident.key };
}

/** Codes of the error boundary events around a job, across call activities. */
function catchableCodes({ state, definition }: Ground, job: Job): string[] {
  const codes: string[] = [];
  let at: ElementInstance | undefined = state.elements.get(job.elementInstanceKey ?? '');
  while (at) {
    const instance = state.instances.get(at.instanceKey);
    if (!instance) break;
    const { elements } = definition(instance.definitionKey).graph;
    const host = elements.get(at.elementId);
    if (
      host &&
      at.phase !== 'compensating' &&
      (!('multiInstance' in host) || host.multiInstance === undefined || at.kind === 'multiInstanceBody')
    )
      codes.push(...errorCodesAt(elements, host));
    at = state.elements.get(at.scopeKey) ?? state.elements.get(instance.parentElementInstanceKey ?? '');
  }
  return codes;
}

function errorCodesAt(elements: ReadonlyMap<string, Element>, host: Element): string[] {
  if (!('boundaryIds' in host)) return [];
  return host.boundaryIds.flatMap((id) => {
    const event = elements.get(id);
    return event?.kind === 'boundaryEvent' &&
      event.trigger.kind === 'error' &&
      event.trigger.code?.language === 'literal'
      ? [event.trigger.code.text]
      : [];
  });
}

function number(chance: Chance): Variables {
  return { v: { type: 'Integer', text: String(chance.below(10)) } };
}
