import type { Command } from '../core/commands.ts';
import { decide } from '../core/decide.ts';
import type { Definition, Facts } from '../core/decision.ts';
import { emptyTree } from '../core/empty-tree.ts';
import type { Key, TreeState } from '../core/state.ts';
import { parseResource } from '../deploy/parse-resource.ts';
import { RowChanges } from '../store/row-changes.ts';
import { rowsOf } from '../store/rows-of.ts';
import { TreeView } from '../store/tree-view.ts';
import { rowStatements } from '../store/write-rows.ts';
import { SAMPLE_MODELS } from '../deploy/dialects/sample-models.ts';

/** Work at a stretch; then everything else has its turn. */
const SLICE_MS = 4;
/** Pause after each slice: the warm-up takes a fifth of a processor while it lasts. */
const REST_MS = 16;
/** All that the warm-up works, in sum. After some three seconds it becomes no faster. */
const TOTAL_MS = 3_000;
/** Jobs that are completed in one commit, as when several workers answer at once. */
const COMPLETED_TOGETHER = 8;

/**
 * Runs sample processes in memory after the start: nothing is read, written or sent. What they pass through (deciding, rows and
 * statements) is compiled by the time that work comes; otherwise the first thousand jobs of a node take half as long again.
 */
export class WarmUp {
  private readonly definitions = new Map<string, Definition>();
  private timer: NodeJS.Timeout | null = null;
  private spentMs = 0;
  private keys = 0;
  private isStopped = false;
  private readonly runs = this.allRuns();

  start(): void { if (!this.isStopped && this.spentMs < TOTAL_MS) this.timer = setTimeout(() => { this.work(); this.start(); }, REST_MS).unref(); }

  stop(): void {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private work(): void {
    const begun = performance.now();
    while (performance.now() - begun < SLICE_MS) this.runs.next();
    this.spentMs += performance.now() - begun;
  }

  /** Each sample from its start to its end, with a pause after each commit. */
  *pass(): Generator<undefined, void> { for (const source of SAMPLE_MODELS) yield* this.run(this.definition(source)); }

  private *allRuns(): Generator<undefined, never> { for (;;) yield* this.pass(); }

  private definition(source: string): Definition {
    const known = this.definitions.get(source);
    if (known) return known;
    const read = definitionOf(source, String(this.definitions.size));
    this.definitions.set(source, read);
    return read;
  }

  /** One instance from its start to its end. */
  private *run(definition: Definition): Generator<undefined, void> {
    const treeKey = this.newKey();
    let state = this.take(emptyTree(treeKey), [{ type: 'startInstance', instanceKey: treeKey, definitionKey: definition.key, businessKey: 'warm-up', tenantId: null, variables: { v: { type: 'Integer', text: '7' } } }], definition);
    while (state.instances.size > 0) {
      yield;
      state = this.take(state, nextCommands(state), definition);
    }
    yield;
  }

  /** Decided one after the other and made into statements together. */
  private take(before: TreeState, commands: readonly Command[], definition: Definition): TreeState {
    const rows = new RowChanges();
    const context = { rows, tree: new TreeView(before), processIdOf: () => definition.graph.processId, firstLease: () => null, newKey: () => this.newKey() };
    let state = before;
    for (const command of commands) {
      const decision = decide(state === before && command.type === 'startInstance' ? null : state, command, this.facts(definition));
      if (decision.kind !== 'accepted') throw new Error(`the sample ${definition.graph.processId} does not run: ${command.type} gives ${decision.kind}`);
      for (const event of decision.events) rowsOf(event, context);
      state = decision.state;
    }
    for (const statement of rowStatements(rows)) if (statement.values?.length === 0) throw new Error(`${statement.name} writes nothing`);
    return state;
  }

  private facts(definition: Definition): Facts {
    return {
      now: Date.now(), newKey: () => this.newKey(), definition: () => definition, lease: () => ({ worker: null, until: null }),
      calledDefinition: () => null, calledDecision: () => null, linkedForm: () => null, delegate: () => undefined, outside: () => undefined,
    };
  }

  private newKey(): Key {
    this.keys += 1;
    return String(this.keys);
  }
}

function nextCommands({ jobs, userTasks }: TreeState): Command[] {
  const commands: Command[] = [...userTasks.keys()].map((taskKey) => ({ type: 'completeUserTask', taskKey, variables: {} }));
  for (const jobKey of jobs.keys()) {
    if (commands.length === COMPLETED_TOGETHER) break;
    commands.push({ type: 'completeJob', jobKey, variables: {} });
  }
  if (commands.length === 0) throw new Error('a sample waits for something');
  return commands;
}

function definitionOf(source: string, key: Key): Definition {
  const { graphs: [graph], problems } = parseResource('warm-up.bpmn', Buffer.from(source));
  if (!graph) throw new Error(`a sample is refused: ${problems.map(({ message }) => message).join('; ')}`);
  return { key, version: 1, deploymentKey: key, tenantId: null, isSuspended: false, jobSettings: new Map(), graph };
}
