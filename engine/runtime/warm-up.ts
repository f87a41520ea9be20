import type { Command } from '../core/commands.ts';
import type { Definition } from '../core/decision.ts';
import type { Key, TreeState } from '../core/state.ts';
import { SAMPLE_MODELS } from '../deploy/dialects/sample-models.ts';
import { parseResource } from '../deploy/parse-resource.ts';
import { fromJson } from '../expressions/values.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import { batchStatement } from '../store/batch-statement.ts';
import type { Pool } from '../store/connection.ts';
import { KnownPaths } from '../store/known-paths.ts';
import { packRuns, passedRuns } from '../store/passed-elements.ts';
import { rowStatements } from '../store/write-rows.ts';
import { Clock } from './clock.ts';
import { Executor } from './execute.ts';
import { RememberedLeases } from './leases/remembered-leases.ts';
import { rowsOfWrites } from './commits/rows-of-writes.ts';
import { nextTurn } from './slices.ts';
import { expectedTree } from './commits/batch-writer.ts';
import { TreeCache } from './tree-cache.ts';
import type { TreeWrite, WriteOutcome } from './commits/tree-write.ts';

/** Instances of each process; more than so many teach the compiler nothing new. */
const INSTANCES = 8;
/** The first is decided alone, the others wait for it and go together, as with several workers at one tree. */
const COMMANDS_AT_ONCE = 4;
/** Far above what the models need: without it a fault in one of them would never end. */
const MAX_ROUNDS = 1_000;
const WORKER = 'warm-up';
const LEASE_MS = 60_000;

/**
 * Runs a few processes in memory, up to the statements that would write them, so that V8 has seen commands of many
 * kinds before it compiles what the first load keeps busy. What it compiles for one kind alone is thrown away with the
 * next, just when there is most to do (docs/performance.md). Takes its turns between everything else, a write at a
 * time. Resolves with the number of instances that came to their end; throws for a fault of the engine. `pool` is
 * there for what is not known, which here is nothing.
 */
export async function warmUp(pool: Pool): Promise<number> {
  const graphs = SAMPLE_MODELS.flatMap(graphsOf);
  let ended = 0;
  for (let n = 0; n < INSTANCES; n += 1)
    for (const graph of graphs) {
      await new MemoryRun(graph, pool).toItsEnd();
      ended += 1;
    }
  return ended;
}

function graphsOf(model: string): readonly ProcessGraph[] {
  const { graphs, problems } = parseResource('sample.bpmn', new TextEncoder().encode(model));
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('; '));
  return graphs;
}

/** One instance, decided and made into statements like any other, and never sent. */
class MemoryRun {
  private lastKey = 0;
  private readonly treeKey = this.newKey();
  private readonly definition: Definition;
  private readonly leases = new RememberedLeases();
  private readonly paths = new KnownPaths();
  private readonly clock = new Clock();
  private readonly executor: Executor;
  private tree: TreeState | null = null;

  constructor(graph: ProcessGraph, pool: Pool) {
    this.definition = {
      key: this.newKey(),
      version: 1,
      deploymentKey: this.newKey(),
      tenantId: null,
      isSuspended: false,
      jobSettings: new Map(),
      graph,
    };
    this.executor = this.executorOn(pool);
  }

  async toItsEnd(): Promise<void> {
    await this.execute({
      type: 'startInstance',
      instanceKey: this.treeKey,
      definitionKey: this.definition.key,
      businessKey: 'warm-up',
      tenantId: null,
      variables: { amount: fromJson(20), customer: fromJson('somebody') },
    });
    for (let round = 0; this.tree !== null && this.tree.instances.size > 0; round += 1) {
      if (round === MAX_ROUNDS) throw new Error(`${this.definition.graph.processId} does not come to its end`);
      await Promise.all(this.nextCommands(this.tree).map((command) => this.execute(command)));
    }
  }

  private executorOn(pool: Pool): Executor {
    return new Executor({
      pool,
      clock: this.clock,
      keys: { ensure: () => null, nextOfMany: () => this.newKey() },
      definitions: {
        known: () => this.definition,
        load: () => Promise.resolve(this.definition),
        called: () => Promise.resolve(null),
      },
      decisions: { called: () => Promise.resolve(null) },
      forms: { linked: () => Promise.resolve(null) },
      outside: { route: () => undefined, make: () => Promise.reject(new Error('a warm-up calls nothing outside')) },
      desk: { leases: this.leases },
      cache: new TreeCache(),
      trees: { load: () => Promise.resolve(null) },
      committer: { submit: (write) => this.submit(write) },
      firstLease: () => null,
      breakPromise: () => undefined,
      committed: ({ after, createdJobs }) => {
        this.tree = after;
        for (const { key } of createdJobs)
          this.leases.remember(key, { worker: WORKER, until: this.clock.now() + LEASE_MS });
      },
    });
  }

  private async execute(command: Command): Promise<void> {
    const outcome = await this.executor.execute(this.treeKey, command);
    if (outcome.kind !== 'executed')
      throw new Error(`${command.type} of ${this.definition.graph.processId}: ${outcome.message}`);
  }

  private nextCommands({ jobs, userTasks }: TreeState): readonly Command[] {
    const ready = [...jobs.values()].filter(({ kind }) => kind !== 'timer').slice(0, COMMANDS_AT_ONCE);
    if (ready.length > 0)
      return ready.map(({ kind, key }) =>
        kind === 'worker'
          ? { type: 'completeJob', jobKey: key, worker: WORKER, variables: { checked: fromJson(true) } }
          : { type: 'executeJob', jobKey: key, worker: WORKER },
      );
    return [...userTasks.keys()].flatMap((taskKey): Command[] => [
      { type: 'claimUserTask', taskKey, userId: WORKER },
      { type: 'completeUserTask', taskKey, variables: {} },
    ]);
  }

  /** The statement is made as for the database; then everything else has its turn. */
  private async submit(write: TreeWrite): Promise<WriteOutcome> {
    const context = { newKey: () => this.newKey(), processIdOf: () => this.definition.graph.processId };
    const rows = await rowsOfWrites([write], context, false);
    this.paths.add(packRuns(rows, passedRuns(rows), this.paths));
    batchStatement([expectedTree(write)], write.expectedLeases, [...rowStatements(rows)]);
    await nextTurn();
    return { kind: 'committed' };
  }

  private newKey(): Key {
    this.lastKey += 1;
    return String(this.lastKey);
  }
}
