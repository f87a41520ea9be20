import type { Command } from '../core/commands.ts';
import { decide } from '../core/decide.ts';
import type {
  CalledDecisionQuery,
  CalledDefinitionQuery,
  Decision,
  DecisionDefinition,
  Definition,
  Facts,
  SeveralMatches,
} from '../core/decision.ts';
import { evolve } from '../core/evolve.ts';
import type { OutsideAnswer, OutsideCall } from '../core/outside-call.ts';
import type { Key, TreeState } from '../core/state.ts';
import { addDuration, parseDuration } from '../core/triggers/iso-8601.ts';
import { fromJson } from '../expressions/values.ts';
import type { DecisionGraph } from '../graph/decision.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import { ScenarioCommands } from './scenario-commands.ts';
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
  private readonly commands: ScenarioCommands;
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
    this.commands = new ScenarioCommands({
      definitions: this.definitions,
      tree: () => this.tree(),
      newKey: () => this.newKey(),
    });
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
    const command = this.commands.commandOf(verb, target, words);
    // Each start is a scenario of its own.
    if (command.type === 'startInstance') this.state = null;
    return this.run(command);
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

  /** Scripts run as they do in the engine; of delegates there are these. */
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
    if (call.kind === 'delegate' && call.member === 'validate' && call.name === 'knownValidator')
      return { kind: 'done', value: fromJson(call.args[0]?.text === 'good'), ...nothing };
    if (call.name === 'knownFailing')
      return {
        kind: 'failed',
        message: `${asked} failed`,
        thrown: { javaClass: 'java.io.FileNotFoundException', ...nothing },
      };
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
}

/** The one that is meant of some versions, all of one deployment: by its number or tag, else the newest. */
function bound<T extends { readonly version: number; readonly tenantId: string | null }>(
  query: CalledDefinitionQuery | CalledDecisionQuery,
  versions: readonly T[],
  tagOf: (version: T) => string | undefined = () => undefined,
): T | SeveralMatches | null {
  const found = versions.filter(
    (version) =>
      version.tenantId === query.tenantId &&
      (query.binding !== 'version' || query.version === null || version.version === query.version) &&
      (query.binding !== 'versionTag' || query.versionTag === null || tagOf(version) === query.versionTag),
  );
  return query.isSole === true && found.length > 1 ? { matches: found.length } : (found.at(-1) ?? null);
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
