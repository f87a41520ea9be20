import type { ElementPlace, ModificationInstruction } from '../core/modification.ts';
import type { Command, StartInstance, TaskCorrections, Variables } from '../core/commands.ts';
import { decide } from '../core/decide.ts';
import type {
  CalledDecisionQuery,
  CalledDefinitionQuery,
  Decision,
  DecisionDefinition,
  Definition,
  Facts,
} from '../core/decision.ts';
import { evolve } from '../core/evolve.ts';
import type { OutsideAnswer, OutsideCall } from '../core/outside-call.ts';
import type { Job, Key, TreeState } from '../core/state.ts';
import { addDuration, parseDuration } from '../core/triggers/iso-8601.ts';
import { fromJson } from '../expressions/values.ts';
import type { DecisionGraph } from '../graph/decision.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import { scenarioDecisions } from './scenario-decisions.ts';
import type { Sandbox } from '../runtime/scripts/sandbox.ts';
import { newTraceNames, remains, traceLine } from './trace-of.ts';

/** The moment at which every scenario begins: a Saturday noon. */
const STARTED_AT = Date.UTC(2026, 0, 31, 12);

/** Drives the core alone: keys count up, the clock stands still until it is moved, one tree at a time. */
export class ScenarioEngine {
  private readonly definitions: readonly Definition[];
  private readonly decisions: readonly DecisionDefinition[];
  private readonly names = newTraceNames(STARTED_AT);
  private now = STARTED_AT;
  private lastKey = 0;
  private state: TreeState | null = null;
  private readonly sandbox: Sandbox;
  /** Ids of what was deployed so far, in one version each. */
  private readonly forms = new Set<string>();

  constructor(graphs: readonly ProcessGraph[], sandbox: Sandbox, decisions: readonly DecisionGraph[] = []) {
    this.sandbox = sandbox;
    this.decisions = scenarioDecisions(decisions);
    this.definitions = graphs.map((graph, n) => ({
      key: `definition${n}`,
      version: graphs.slice(0, n + 1).filter(({ processId }) => processId === graph.processId).length,
      deploymentKey: 'deployment',
      tenantId: null,
      isSuspended: false,
      jobSettings: new Map(),
      graph,
    }));
  }

  /** Does one line of a script and tells what happened, line by line. */
  do(line: string): readonly string[] {
    const [verb = '', target = '', ...rest] = line.split(' ');
    const words = rest.join(' ');
    if (verb === 'after') {
      const duration = parseDuration(target);
      if (!duration) throw new Error(`no duration: ${target}`);
      this.now = addDuration(this.now, duration);
      return [];
    }
    if (verb === 'form') {
      this.forms.add(target);
      return [];
    }
    return this.run(this.commandOf(verb, target, words));
  }

  get end(): string {
    return this.state ? remains(this.state) : 'nothing has begun';
  }

  private run(command: Command): readonly string[] {
    const before = this.state;
    const copy = structuredClone(before);
    const decision = this.decide(before, command);
    if (JSON.stringify(printable(copy)) !== JSON.stringify(printable(before)))
      throw new Error(`${command.type} changed the state that it was given`);
    return this.told(decision, before);
  }

  /** Asks until all that the core calls outside is answered; it gets the same keys each time. */
  private decide(before: TreeState | null, command: Command): Decision {
    const answers: OutsideAnswer[] = [];
    const firstKey = this.lastKey;
    for (;;) {
      this.lastKey = firstKey;
      const decision = decide(before, command, this.facts(answers));
      if (decision.kind !== 'needs') return decision;
      for (const need of decision.needs) {
        if (need.kind !== 'outside') return decision;
        answers[need.n] = this.answer(need.call);
      }
    }
  }

  /** Scripts run as they do in the engine; of delegates there are these three. */
  private answer(call: OutsideCall): OutsideAnswer {
    const nothing = { writes: [], taskChanges: [] };
    if (call.kind === 'script') return this.sandbox.run(call);
    const asked =
      call.kind === 'delegate'
        ? `${call.name}.${call.member ?? 'execute'}(${[...call.args, ...Object.values(call.fields)].map(({ text }) => text).join(', ')})`
        : call.connectorId;
    if (call.kind === 'connector')
      return {
        kind: 'done',
        value: fromJson(null),
        outputs: { statusCode: fromJson(200), response: fromJson(JSON.stringify(call.inputs)) },
        ...nothing,
      };
    if (call.name === 'knownFailing') return { kind: 'failed', message: `${asked} failed` };
    if (call.name === 'knownThrowing') return { kind: 'error', code: 'known', message: asked, ...nothing };
    return {
      kind: 'done',
      value: fromJson(asked),
      ...nothing,
      writes: [{ name: 'called', value: fromJson(asked), local: false }],
    };
  }

  private told(decision: Decision, before: TreeState | null): readonly string[] {
    if (decision.kind === 'needs') throw new Error(`the core asks for ${JSON.stringify(decision.needs)}`);
    if (decision.kind === 'rejection') return [`refused: ${decision.code}: ${decision.message}`];
    if (before) {
      const evolved = decision.events.reduce((state, event) => evolve(state, event), before);
      if (JSON.stringify(printable(evolved)) !== JSON.stringify(printable(decision.state)))
        throw new Error('the events do not lead to the decided state');
    }
    this.state = decision.state;
    return decision.events.map((event) =>
      traceLine(event, this.names, (key) => this.definition(key)?.graph.processId ?? key),
    );
  }

  private commandOf(verb: string, target: string, words: string): Command {
    switch (verb) {
      case 'start':
        return this.startCommand(target, words);
      case 'startform':
        return { ...this.startCommand(target, words), isForm: true };
      case 'startat':
        return this.startAtCommand(target, words);
      case 'complete': {
        const task = [...this.tree().userTasks.values()].find(({ elementId }) => elementId === target);
        if (task) return { type: 'completeUserTask', taskKey: task.key, variables: variables(words) };
        return { type: 'completeJob', jobKey: this.job(target, 'worker'), variables: variables(words) };
      }
      case 'submit': {
        const task = [...this.tree().userTasks.values()].find(({ elementId }) => elementId === target);
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
        const task = [...this.tree().userTasks.values()].find(({ elementId }) => elementId === target);
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
          ? { type: 'setInstanceSuspension', instanceKey: this.tree().treeKey, isSuspended }
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
      case 'set':
        return {
          type: 'setVariables',
          scopeKey: this.tree().treeKey,
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
        return { type: 'setVariables', scopeKey: this.tree().treeKey, variables: {}, removals: [target], local: false };
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
          incidentKey: this.newKey(),
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
        return { type: 'cancelInstance', instanceKey: this.tree().treeKey, reason: null, onlyRoot: true };
      case 'migrate':
        return this.migrateCommand(target, words);
      case 'modify':
        return {
          type: 'modifyInstance',
          instanceKey: this.tree().treeKey,
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
    const target = this.definitions.find(({ graph }) => graph.processId === processId);
    const instance = this.tree().instances.get(this.tree().treeKey);
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

  /** `before a`, `after a`, `along flow`, `cancel a`, `cancel a#2` (the second there); `in box#2` names the scope, JSON is local. */
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
    const found = [...this.tree().elements.values()].filter(
      (at) => at.elementId === elementId && (at.kind === 'multiInstanceBody') === isBody,
    );
    return found[Number(number) - 1]?.key ?? this.tree().treeKey;
  }

  /** `startat <process>/<start event>`: what a message, signal or timer of that event does. */
  private startAtCommand(target: string, words: string): Command {
    const [processId = '', startElementId = ''] = target.split('/');
    return { ...this.startCommand(processId, words), startElementId };
  }

  private startCommand(processId: string, words: string): StartInstance {
    const definition = this.definitions.find(({ graph }) => graph.processId === processId);
    if (!definition) throw new Error(`no process ${processId}`);
    this.state = null;
    return {
      type: 'startInstance',
      instanceKey: this.newKey(),
      definitionKey: definition.key,
      businessKey: null,
      tenantId: null,
      variables: variables(words),
    };
  }

  private facts(answers: readonly OutsideAnswer[]): Facts {
    return {
      outside: (n) => answers[n],
      delegate: (name) =>
        name.startsWith('known')
          ? { kind: 'function' }
          : name.startsWith('left')
            ? { kind: 'topic', topic: name }
            : undefined,
      now: this.now,
      newKey: () => this.newKey(),
      definition: (key) => this.definition(key),
      lease: () => ({ worker: null, until: null }),
      linkedForm: ({ formId }) => (this.forms.has(formId) ? { key: `form ${formId}`, formId, version: 1 } : null),
      calledDecision: (query) =>
        bound(
          query,
          this.decisions.filter(({ decisionId }) => decisionId === query.decisionId),
        ),
      calledDefinition: (query) =>
        bound(
          query,
          this.definitions.filter(({ graph }) => graph.processId === query.processId),
          ({ graph }) => graph.versionTag,
        ),
    };
  }

  private newKey(): Key {
    this.lastKey += 1;
    return String(this.lastKey).padStart(16, '0');
  }
  private definition(key: Key): Definition | undefined {
    return this.definitions.find((definition) => definition.key === key);
  }

  private tree(): TreeState {
    if (!this.state) throw new Error('no instance was started');
    return this.state;
  }

  private job(elementId: string, kind?: Job['kind']): Key {
    return found(
      [...this.tree().jobs.values()].find((job) => job.elementId === elementId && (!kind || job.kind === kind)),
      `job at ${elementId}`,
    );
  }
  private element(elementId: string): Key {
    return found(
      [...this.tree().elements.values()].find((element) => element.elementId === elementId),
      `element ${elementId}`,
    );
  }
  private task(elementId: string): Key {
    return found(
      [...this.tree().userTasks.values()].find((task) => task.elementId === elementId),
      `task ${elementId}`,
    );
  }
  private incident(elementId: string): Key {
    return found(
      [...this.tree().incidents.values()].find((incident) => incident.elementId === elementId),
      `incident at ${elementId}`,
    );
  }
  private subscription(kind: string, name: string): Key {
    return found(
      [...this.tree().subscriptions.values()].find(
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

/** The one that is meant of some versions, all of one deployment: by its number or tag, else the newest. */
function bound<T extends { readonly version: number; readonly tenantId: string | null }>(
  query: CalledDefinitionQuery | CalledDecisionQuery,
  versions: readonly T[],
  tagOf: (version: T) => string | undefined = () => undefined,
): T | null {
  const found = versions.filter(
    (version) =>
      version.tenantId === query.tenantId &&
      (query.binding !== 'version' || version.version === query.version) &&
      (query.binding !== 'versionTag' || tagOf(version) === query.versionTag),
  );
  return found.at(-1) ?? null;
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

/** Maps and sets as sorted lists, so that two states can be compared as texts. */
function printable(value: unknown): unknown {
  if (value instanceof Map)
    return [...value]
      .map(([key, item]) => [key, printable(item)])
      .sort(([a], [b]) => String(a).localeCompare(String(b)));
  if (value instanceof Set) return [...value].sort();
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, printable(item)]));
  return value;
}
