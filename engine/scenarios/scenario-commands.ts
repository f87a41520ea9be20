import type { Command, StartInstance, TaskCorrections, Variables } from '../core/commands.ts';
import type { Definition } from '../core/decision.ts';
import type { ElementPlace, ModificationInstruction } from '../core/modification.ts';
import type { Job, Key, TreeState } from '../core/state.ts';
import { fromJson } from '../expressions/values.ts';

/** What the words of a script speak of. */
interface Scenario {
  readonly definitions: readonly Definition[];
  tree(): TreeState;
  newKey(): Key;
}

/** The commands that the lines of a script mean. */
export class ScenarioCommands {
  private readonly scenario: Scenario;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
  }

  commandOf(verb: string, target: string, words: string): Command {
    switch (verb) {
      case 'start':
        return this.startCommand(target, words);
      case 'startform':
        return { ...this.startCommand(target, words), isForm: true };
      case 'startat':
        return this.startAtCommand(target, words);
      case 'complete': {
        const task = [...this.scenario.tree().userTasks.values()].find(({ elementId }) => elementId === target);
        if (task) return { type: 'completeUserTask', taskKey: task.key, variables: variables(words) };
        return { type: 'completeJob', jobKey: this.job(target, 'worker'), variables: variables(words) };
      }
      case 'submit': {
        const task = [...this.scenario.tree().userTasks.values()].find(({ elementId }) => elementId === target);
        if (!task) throw new Error(`no task at ${target}`);
        return { type: 'completeUserTask', taskKey: task.key, variables: variables(words), isForm: true };
      }
      case 'fail': {
        const [retries = '0', ...message] = words.split(' ');
        return {
          type: 'failJob',
          jobKey: this.job(target, 'worker'),
          retries: Number(retries),
          retryAfterMs: 0,
          errorMessage: message.join(' '),
          errorDetails: null,
        };
      }
      case 'throw': {
        const [errorCode = '', ...given] = words.split(' ');
        const reported = { errorCode, errorMessage: `told by ${target}`, variables: variables(given.join(' ')) };
        const task = [...this.scenario.tree().userTasks.values()].find(({ elementId }) => elementId === target);
        if (task) return { type: 'throwTaskError', taskKey: task.key, ...reported };
        return { type: 'throwJobError', jobKey: this.job(target, 'worker'), ...reported };
      }
      case 'escalate': {
        const [escalationCode = '', ...given] = words.split(' ');
        return {
          type: 'throwTaskEscalation',
          taskKey: this.task(target),
          escalationCode,
          variables: variables(given.join(' ')),
        };
      }
      case 'adhoc': {
        const { ids, flags, variables: given } = activations(words);
        return {
          type: 'completeJob',
          jobKey: this.job(target, 'worker'),
          variables: given,
          adHoc: {
            activate: ids.map((elementId) => ({ elementId, variables: {} })),
            isFulfilled: flags.includes('fulfilled'),
            cancelsRemaining: flags.includes('cancel'),
          },
        };
      }
      case 'agree': {
        const corrections: TaskCorrections = JSON.parse(words || '{}');
        return { type: 'completeJob', jobKey: this.job(target, 'worker'), variables: {}, ofTask: { corrections } };
      }
      case 'deny':
        return {
          type: 'completeJob',
          jobKey: this.job(target, 'worker'),
          variables: {},
          ofTask: { denied: words, corrections: {} },
        };
      case 'update': {
        const changes: TaskCorrections = JSON.parse(words || '{}');
        return { type: 'updateUserTask', taskKey: this.task(target), changes };
      }
      case 'activateadhoc': {
        const { ids, flags, variables: given } = activations(words);
        return {
          type: 'activateAdHocElements',
          elementInstanceKey: this.element(target),
          activate: ids.map((elementId) => ({ elementId, variables: given })),
          cancelsRemaining: flags.includes('cancel'),
        };
      }
      case 'execute':
        return { type: 'executeJob', jobKey: this.job(target) };
      case 'suspend':
      case 'activate': {
        const isSuspended = verb === 'suspend';
        return target === ''
          ? { type: 'setInstanceSuspension', instanceKey: this.scenario.tree().treeKey, isSuspended }
          : { type: 'setJobSuspension', jobKey: this.job(target), isSuspended };
      }
      case 'priority':
        return { type: 'setJobPriority', jobKey: this.job(target), priority: Number(words) };
      case 'recalculate':
        return { type: 'recalculateJobDueDate', jobKey: this.job(target), isFromCreation: words === 'from creation' };
      case 'delete':
        return { type: 'deleteJob', jobKey: this.job(target) };
      case 'retries':
        return { type: 'setJobRetries', jobKey: this.job(target), retries: Number(words) };
      case 'message':
        return {
          type: 'correlateMessage',
          subscriptionKey: this.subscription('message', target),
          variables: variables(words),
        };
      case 'messagelocal':
        return {
          type: 'correlateMessage',
          subscriptionKey: this.subscription('message', target),
          variables: {},
          localVariables: variables(words),
        };
      case 'signal':
        return {
          type: 'triggerSignal',
          subscriptionKey: this.subscription('signal', target),
          variables: variables(words),
        };
      case 'broadcast': {
        const [subscriptionKey = '', ...together] = [...this.scenario.tree().subscriptions.values()].flatMap(
          ({ key, kind, name }) => (kind === 'signal' && name === target ? [key] : []),
        );
        return { type: 'triggerSignal', subscriptionKey, together, variables: variables(words) };
      }
      case 'set':
        return {
          type: 'setVariables',
          scopeKey: this.scenario.tree().treeKey,
          variables: variables(words || target),
          removals: [],
          local: false,
        };
      case 'setin':
        return {
          type: 'setVariables',
          scopeKey: target.includes('#') ? this.elementKey(target) : this.element(target),
          variables: variables(words),
          removals: [],
          local: true,
        };
      case 'unset':
        return {
          type: 'setVariables',
          scopeKey: this.scenario.tree().treeKey,
          variables: {},
          removals: [target],
          local: false,
        };
      case 'settask':
        return {
          type: 'setVariables',
          scopeKey: this.task(target),
          variables: variables(words),
          removals: [],
          local: true,
        };
      case 'assign':
        return { type: 'assignUserTask', taskKey: this.task(target), userId: words || null };
      case 'claim':
        return { type: 'claimUserTask', taskKey: this.task(target), userId: words || null };
      case 'delegate':
        return { type: 'delegateUserTask', taskKey: this.task(target), userId: words || null };
      case 'giveback':
        return { type: 'resolveUserTask', taskKey: this.task(target), variables: variables(words) };
      case 'throwtask': {
        const [errorCode = '', ...given] = words.split(' ');
        return {
          type: 'throwTaskError',
          taskKey: this.task(target),
          errorCode,
          errorMessage: `told at ${target}`,
          variables: variables(given.join(' ')),
        };
      }
      case 'pass':
        return { type: 'signalElement', elementInstanceKey: this.element(target), variables: variables(words) };
      case 'report': {
        const [incidentType = '', ...message] = words.split(' ');
        return {
          type: 'createIncident',
          incidentKey: this.scenario.newKey(),
          elementInstanceKey: this.element(target),
          incidentType,
          configuration: 'row 7',
          message: message.join(' '),
        };
      }
      case 'annotate':
        return { type: 'annotateIncident', incidentKey: this.incident(target), annotation: words || null };
      case 'resolve':
        return { type: 'resolveIncident', incidentKey: this.incident(target) };
      case 'cancel':
        return { type: 'cancelInstance', instanceKey: this.scenario.tree().treeKey, reason: null, onlyRoot: true };
      case 'migrate':
        return this.migrateCommand(target, words);
      case 'modify':
        return {
          type: 'modifyInstance',
          instanceKey: this.scenario.tree().treeKey,
          reason: null,
          instructions: [target, words]
            .join(' ')
            .split(' ; ')
            .map((text) => this.instruction(text)),
        };
      default:
        throw new Error(`unknown step: ${verb}`);
    }
  }

  /** `migrate <process> a>b, c>c!`: with `!` the trigger is computed anew; `many[]` is a body. */
  private migrateCommand(processId: string, words: string): Command {
    const target = this.scenario.definitions.find(({ graph }) => graph.processId === processId);
    const instance = this.scenario.tree().instances.get(this.scenario.tree().treeKey);
    if (!target || !instance) throw new Error(`no process ${processId}`);
    const instructions = words
      .split(', ')
      .filter((text) => text !== '')
      .map((text) => {
        const [from = '', to = ''] = text.replace('!', '').split('>');
        return { source: placeOf(from), target: placeOf(to), updatesTrigger: text.endsWith('!') };
      });
    return {
      type: 'migrateInstance',
      instanceKey: instance.key,
      plan: {
        sourceDefinitionKey: instance.definitionKey,
        targetDefinitionKey: target.key,
        instructions,
        variables: {},
      },
    };
  }

  /**
   * `before a`, `after a`, `along flow`, `cancel a`, `cancel a#2` (the second there); `in box#2` names the scope, JSON
   * is local.
   */
  private instruction(text: string): ModificationInstruction {
    const [verb = '', target = '', ...rest] = text.split(' ');
    const scope = rest[0] === 'in' ? rest.splice(0, 2)[1] : undefined;
    const start = {
      ancestorKey: scope === undefined ? null : this.elementKey(scope),
      variables: {},
      localVariables: variables(rest.join(' ')),
      scopeVariables: {},
    };
    const at = placeOf(target);
    switch (verb) {
      case 'before':
        return { kind: 'startBefore', at, ...start };
      case 'after':
        return { kind: 'startAfter', at, ...start };
      case 'along':
        return { kind: 'startTransition', flowId: target, ...start };
      case 'cancel':
        return target.includes('#')
          ? { kind: 'cancelElement', elementInstanceKey: this.elementKey(target) }
          : { kind: 'cancelAll', at, onlyPresent: false };
      default:
        throw new Error(`unknown instruction: ${text}`);
    }
  }

  /** `box#2`: the second element instance of the name, `box[]` a body; the process's own name is the instance. */
  private elementKey(name: string): Key {
    const [place = '', number = '1'] = name.split('#');
    const { elementId, isBody } = placeOf(place);
    const found = [...this.scenario.tree().elements.values()].filter(
      (at) => at.elementId === elementId && (at.kind === 'multiInstanceBody') === isBody,
    );
    return found[Number(number) - 1]?.key ?? this.scenario.tree().treeKey;
  }

  /** `startat <process>/<start event>`: what a message, signal or timer of that event does. */
  private startAtCommand(target: string, words: string): Command {
    const [processId = '', startElementId = ''] = target.split('/');
    return { ...this.startCommand(processId, words), startElementId };
  }

  private startCommand(processId: string, words: string): StartInstance {
    const definition = this.scenario.definitions.find(({ graph }) => graph.processId === processId);
    if (!definition) throw new Error(`no process ${processId}`);
    return {
      type: 'startInstance',
      instanceKey: this.scenario.newKey(),
      definitionKey: definition.key,
      businessKey: null,
      tenantId: null,
      variables: variables(words),
    };
  }

  private job(elementId: string, kind?: Job['kind']): Key {
    return found(
      [...this.scenario.tree().jobs.values()].find(
        (job) => job.elementId === elementId && (!kind || job.kind === kind),
      ),
      `job at ${elementId}`,
    );
  }
  private element(elementId: string): Key {
    return found(
      [...this.scenario.tree().elements.values()].find((element) => element.elementId === elementId),
      `element ${elementId}`,
    );
  }
  private task(elementId: string): Key {
    return found(
      [...this.scenario.tree().userTasks.values()].find((task) => task.elementId === elementId),
      `task ${elementId}`,
    );
  }
  private incident(elementId: string): Key {
    return found(
      [...this.scenario.tree().incidents.values()].find((incident) => incident.elementId === elementId),
      `incident at ${elementId}`,
    );
  }
  private subscription(kind: string, name: string): Key {
    return found(
      [...this.scenario.tree().subscriptions.values()].find(
        (subscription) => subscription.kind === kind && subscription.name === name,
      ),
      `${kind} ${name}`,
    );
  }
}

function found(thing: { readonly key: Key } | undefined, what: string): Key {
  if (!thing) throw new Error(`there is no ${what}`);
  return thing.key;
}

/** `pick,pack cancel {"n":1}`: what an ad-hoc sub-process is to activate, with flags and variables. */
function activations(words: string): {
  readonly ids: readonly string[];
  readonly flags: readonly string[];
  readonly variables: Variables;
} {
  const json = words.indexOf('{');
  const parts = (json < 0 ? words : words.slice(0, json)).split(' ').filter((part) => part !== '');
  const flags = parts.filter((part) => part === 'cancel' || part === 'fulfilled');
  return {
    ids: parts.filter((part) => part !== 'cancel' && part !== 'fulfilled').flatMap((part) => part.split(',')),
    flags,
    variables: variables(json < 0 ? '' : words.slice(json)),
  };
}

const placeOf = (name: string): ElementPlace => ({ elementId: name.replace('[]', ''), isBody: name.endsWith('[]') });

function variables(json: string): Variables {
  if (json.trim() === '') return {};
  const parsed: unknown = JSON.parse(json);
  if (typeof parsed !== 'object' || parsed === null) throw new Error(`no object: ${json}`);
  return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, fromJson(value)]));
}
