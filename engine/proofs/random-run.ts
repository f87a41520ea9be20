import { definitionForTests } from './definition-for-tests.ts';
import type { Command } from '../core/commands.ts';
import { decide } from '../core/decide.ts';
import type { Definition, Facts } from '../core/decision.ts';
import type { EngineEvent } from '../core/events.ts';
import { emptyTree } from '../core/empty-tree.ts';
import type { ElementInstance, Key, TreeState } from '../core/state.ts';
import { parseResource } from '../deploy/parse-resource.ts';
import { Chance } from './chance.ts';
import { anyCommand, finishingCommand, type Ground } from './legal-commands.ts';
import type { Notation } from './model-writer.ts';
import { CALLED_ID, calledModel, randomModel } from './random-model.ts';
import { Rules } from './rules/rules.ts';
import { faultsOf, faultsOfEvents, Ledger } from './tree-invariants.ts';

const MAX_COMMANDS = 40;
/** With so many that lead on, every model comes to its end. */
const MAX_FINISHING = 400;
const STEP_MS = 4_000_000;

/** The definitions of one random model and what it calls. */
export interface RandomProcess {
  readonly source: string;
  readonly definitions: readonly Definition[];
}

export function randomProcess(
  notation: Notation,
  seed: number,
  keyOf: (n: number) => Key = (n) => `definition${n}`,
): RandomProcess {
  const source = randomModel(notation, seed);
  const graphs = [source, calledModel(notation)].map((text) => {
    const {
      graphs: [graph],
      problems,
    } = parseResource('random.bpmn', Buffer.from(text));
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (!graph || errors.length > 0)
      throw new Error(
        `the model of seed ${seed} is refused: ${errors.map(({ elementId, message }) => `${elementId}: ${message}`).join('; ')}\n${text}`,
      );
    return graph;
  });
  return {
    source,
    definitions: graphs.map((graph, n) => definitionForTests(keyOf(n), graph)),
  };
}

/** Takes what was decided where it belongs, and gives the state that the next command begins from. */
export type Keep = (before: TreeState, events: readonly EngineEvent[], after: TreeState) => Promise<TreeState>;

/** `elements`: those that were reached, `boundaryEvent/timer` say. */
export interface Outcome {
  readonly commands: readonly Command['type'][];
  readonly elements: ReadonlySet<string>;
  readonly end: 'completed' | 'terminated';
}

/** Starts an instance and takes commands by chance until it ends; a fault is an error that tells the way there. */
export async function randomRun(
  { definitions }: RandomProcess,
  seed: number,
  newKey: () => Key,
  keep: Keep,
): Promise<Outcome> {
  const chance = new Chance(seed);
  const ledger = new Ledger();
  const rules = new Rules(definitions);
  const treeKey = newKey();
  const commands: Command[] = [];
  const elements = new Set<string>();
  const byKey = new Map(definitions.map((definition) => [definition.key, definition]));
  let now = Date.UTC(2026, 0, 31, 12);
  let end: Outcome['end'] | undefined;
  const facts: Facts = {
    get now() {
      return now;
    },
    newKey,
    definition: (key) => byKey.get(key),
    lease: () => ({ worker: null, until: null }),
    calledDecision: () => null,
    linkedForm: () => null,
    delegate: () => undefined,
    outside: () => undefined,
    calledDefinition: ({ processId }) => (processId === CALLED_ID ? (definitions[1] ?? null) : null),
  };
  const run = async (state: TreeState | null, command: Command): Promise<TreeState> => {
    commands.push(command);
    const decision = decide(state, command, facts);
    if (decision.kind !== 'accepted')
      throw new Error(
        `${command.type} ${decision.kind === 'rejection' ? `is refused: ${decision.message}` : 'asks for what there is'}`,
      );
    const before = state ?? emptyTree(treeKey);
    ledger.enter(decision.events, treeKey);
    const faults = [
      ...faultsOfEvents(before, decision.events, decision.state),
      ...faultsOf(decision.state),
      ...ledger.against(decision.state),
      ...rules.faultsOf(command, decision.events),
    ];
    if (faults.length > 0) throw new Error(faults.join('; '));
    for (const event of decision.events) {
      if (event.type === 'instanceEnded' && event.instanceKey === treeKey) end = event.outcome;
      if (event.type === 'elementActivated') elements.add(kindOf(definitions, event.element));
    }
    return keep(before, decision.events, decision.state);
  };
  try {
    const [definition] = definitions;
    let state = await run(null, {
      type: 'startInstance',
      instanceKey: treeKey,
      definitionKey: definition?.key ?? '',
      businessKey: null,
      tenantId: null,
      variables: { v: { type: 'Integer', text: String(chance.below(10)) } },
    });
    for (let n = 0; state.instances.size > 0; n += 1) {
      now += STEP_MS;
      const ground: Ground = { state, now, newKey, definition: (key) => definitionOf(byKey, key) };
      const command = n < MAX_COMMANDS ? anyCommand(ground, chance) : finishingCommand(ground);
      if (!command || n > MAX_COMMANDS + MAX_FINISHING) throw new Error('the instance comes to no end');
      state = await run(state, command);
    }
  } catch (error) {
    throw new Error(
      `${error instanceof Error ? error.message : String(error)}\nafter ${commands.map((command) => JSON.stringify(command)).join('\n')}`,
      { cause: error },
    );
  }
  if (end === undefined) throw new Error('the instance has no end');
  return { commands: commands.map(({ type }) => type), elements, end };
}

function kindOf(definitions: readonly Definition[], { kind, elementId, phase }: ElementInstance): string {
  if (phase === 'compensating') return `${kind}/compensating`;
  const element = definitions.map(({ graph }) => graph.elements.get(elementId)).find((found) => found !== undefined);
  return element && 'trigger' in element ? `${kind}/${element.trigger.kind}` : kind;
}

function definitionOf(byKey: ReadonlyMap<Key, Definition>, key: Key): Definition {
  const definition = byKey.get(key);
  if (!definition) throw new Error(`there is no definition ${key}`);
  return definition;
}
