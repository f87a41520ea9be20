import type { Command } from '../core/commands.ts';
import { decide } from '../core/decide.ts';
import type { Definition, Facts } from '../core/decision.ts';
import { emptyTree } from '../core/empty-tree.ts';
import type { EngineEvent } from '../core/events.ts';
import type { Key, TreeState } from '../core/state.ts';
import { parseResource } from '../deploy/parse-resource.ts';
import { fromJson } from '../expressions/values.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import { batchStatement } from '../store/batch-statement.ts';
import type { ExpectedLease } from '../store/expectations.ts';
import { KnownPaths } from '../store/known-paths.ts';
import { packRuns, passedRuns } from '../store/passed-elements.ts';
import { rowStatements } from '../store/write-rows.ts';
import { rowsOfWrites } from './rows-of-writes.ts';
import { nextTurn } from './slices.ts';
import { SAMPLE_MODELS } from '../deploy/dialects/sample-models.ts';

/** Instances of each process; more than so many teach the compiler nothing new. */
const INSTANCES = 8;
/** What a busy tree has in one commit. */
const COMMANDS_PER_WRITE = 3;
/** Far above what the models need: without it a fault in one of them would never end. */
const MAX_WRITES = 1_000;
const WORKER = 'warm-up';
const LEASE_MS = 60_000;

/**
 * Runs a few processes in memory, up to the statements that would write them, so that V8 has seen commands of many
 * kinds before it compiles what the first load keeps busy. What it compiles for one kind alone is thrown away with the
 * next, just when there is most to do (docs/performance.md). Takes its turns between everything else, a write at a
 * time. Resolves with the number of instances that came to their end; throws for a fault of the engine.
 */
export async function warmUp(): Promise<number> {
  const graphs = SAMPLE_MODELS.flatMap(graphsOf);
  let ended = 0;
  for (let n = 0; n < INSTANCES; n += 1)
    for (const graph of graphs) {
      await new MemoryRun(graph).toItsEnd();
      ended += 1;
    }
  return ended;
}

function graphsOf(model: string): readonly ProcessGraph[] {
  const { graphs, problems } = parseResource('warm-up.bpmn', new TextEncoder().encode(model));
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('; '));
  return graphs;
}

/** One instance, decided and made into statements like any other, and never sent. */
class MemoryRun {
  private readonly definition: Definition;
  private readonly paths = new KnownPaths();
  private lastKey = 0;
  private readonly treeKey = this.newKey();
  private state: TreeState = emptyTree(this.treeKey);

  constructor(graph: ProcessGraph) {
    this.definition = {
      key: this.newKey(),
      version: 1,
      deploymentKey: this.newKey(),
      tenantId: null,
      isSuspended: false,
      jobSettings: new Map(),
      graph,
    };
  }

  async toItsEnd(): Promise<void> {
    await this.write([
      {
        type: 'startInstance',
        instanceKey: this.treeKey,
        definitionKey: this.definition.key,
        businessKey: 'warm-up',
        tenantId: null,
        variables: { amount: fromJson(20), customer: fromJson('somebody') },
      },
    ]);
    for (let writes = 0; this.state.instances.size > 0; writes += 1) {
      if (writes === MAX_WRITES) throw new Error(`${this.definition.graph.processId} does not come to its end`);
      await this.write(this.nextCommands());
    }
  }

  private nextCommands(): readonly Command[] {
    const jobs = [...this.state.jobs.values()].filter(({ kind }) => kind !== 'timer');
    if (jobs.length > 0)
      return jobs
        .slice(0, COMMANDS_PER_WRITE)
        .map(({ kind, key }) =>
          kind === 'worker'
            ? { type: 'completeJob', jobKey: key, worker: WORKER, variables: { checked: fromJson(true) } }
            : { type: 'executeJob', jobKey: key, worker: WORKER },
        );
    return [...this.state.userTasks.keys()].flatMap((taskKey): Command[] => [
      { type: 'claimUserTask', taskKey, userId: WORKER },
      { type: 'completeUserTask', taskKey, variables: {} },
    ]);
  }

  private async write(commands: readonly Command[]): Promise<void> {
    const base = this.state;
    const events: EngineEvent[] = [];
    const expectedLeases: ExpectedLease[] = [];
    for (const [n, command] of commands.entries()) {
      const isFirst = base.version === 0 && n === 0;
      const decision = decide(isFirst ? null : this.state, command, this.facts());
      if (decision.kind !== 'accepted')
        throw new Error(`${command.type} of ${this.definition.graph.processId}: ${JSON.stringify(decision)}`);
      this.state = decision.state;
      events.push(...decision.events);
      if ('jobKey' in command) expectedLeases.push({ jobKey: command.jobKey, worker: WORKER });
    }
    await this.makeStatement(base, events, expectedLeases);
    this.state = { ...this.state, version: base.version + 1 };
    await nextTurn();
  }

  private async makeStatement(
    base: TreeState,
    events: readonly EngineEvent[],
    expectedLeases: readonly ExpectedLease[],
  ): Promise<void> {
    const nothing = { audit: [], doneItems: [], receivedMessages: [], firstLeases: new Map(), isForBatch: false };
    const rows = await rowsOfWrites([{ base, events, expectedLeases, ...nothing }], {
      newKey: () => this.newKey(),
      processIdOf: () => this.definition.graph.processId,
    });
    this.paths.add(packRuns(rows, passedRuns(rows), this.paths));
    batchStatement([{ treeKey: this.treeKey, version: base.version }], expectedLeases, [...rowStatements(rows)]);
  }

  private newKey(): Key {
    this.lastKey += 1;
    return String(this.lastKey);
  }

  private facts(): Facts {
    const now = Date.now();
    return {
      now,
      newKey: () => this.newKey(),
      definition: () => this.definition,
      calledDefinition: () => null,
      calledDecision: () => null,
      linkedForm: () => null,
      lease: () => ({ worker: WORKER, until: now + LEASE_MS }),
      delegate: () => undefined,
      outside: () => undefined,
    };
  }
}
