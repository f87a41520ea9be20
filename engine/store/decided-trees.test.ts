import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import type { Command, Variables } from '../core/commands.ts';
import { decide } from '../core/decide.ts';
import type { Definition, Facts } from '../core/decision.ts';
import { emptyTree } from '../core/empty-tree.ts';
import type { Key, TreeState } from '../core/state.ts';
import { parseResource } from '../deploy/parse-resource.ts';
import { fromJson } from '../expressions/values.ts';
import { Committer } from '../runtime/committer.ts';
import { createPool, type Pool } from './connection.ts';
import { loadTrees } from './load-trees.ts';

/** Trees that are driven; with some ten commands each this takes a few seconds. */
const RUNS = 400;
const MAX_COMMANDS = 14;
const STEP_MS = 61_000;

let database: TestDatabase;
let pool: Pool;
let committer: Committer;
let lastKey = 2_251_799_813_685_248;
const newKey = (): Key => { lastKey += 1; return String(lastKey); };

/** Every process of the scenarios: both notations, all elements that there are. */
const scenarios = fileURLToPath(new URL('../scenarios', import.meta.url));
const definitions: Definition[] = readdirSync(scenarios, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.bpmn')).sort().flatMap((file) => (
  parseResource(basename(file), readFileSync(join(scenarios, file))).graphs.map((graph) => ({ key: newKey(), version: 1, deploymentKey: '1', tenantId: null, isSuspended: false, graph }))));
const byKey = new Map(definitions.map((definition) => [definition.key, definition]));

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
  committer = new Committer(database.url, { newKey, processIdOf: (key) => byKey.get(key)?.graph.processId ?? key });
});
afterAll(async () => { await committer.close(); await pool.end(); await database.drop(); });

interface Wish { readonly kind: number; readonly pick: number; readonly flag: boolean; readonly variables: Variables }
const values = fc.dictionary(fc.constantFrom('amount', 'items', 'approved', 'orderId', 'x', 'name', 'list', 'fails'), fc.oneof(fc.integer({ min: -3, max: 300 }), fc.boolean(), fc.string({ maxLength: 5 }).filter((text) => !text.includes('\u0000')), fc.array(fc.nat(9), { maxLength: 3 }), fc.constant(null)), { maxKeys: 4 })
  .map((json): Variables => Object.fromEntries(Object.entries(json).map(([name, value]) => [name, fromJson(value)])));
const wishes = fc.array(fc.record({ kind: fc.nat(15), pick: fc.nat(1000), flag: fc.boolean(), variables: values }), { minLength: 1, maxLength: MAX_COMMANDS });

function pickOf<T>(items: Iterable<T>, pick: number): T | undefined {
  const all = [...items];
  return all[pick % Math.max(1, all.length)];
}

/** What the wish becomes depends on what is alive; undefined: nothing that it could be about. */
function commandOf(state: TreeState, { kind, pick, flag, variables }: Wish, now: number): Command | undefined {
  const worker = pickOf([...state.jobs.values()].filter((job) => job.kind === 'worker'), pick);
  const due = pickOf([...state.jobs.values()].filter((job) => job.kind !== 'worker'), pick);
  const task = pickOf(state.userTasks.values(), pick);
  const subscription = pickOf(state.subscriptions.values(), pick);
  const incident = pickOf(state.incidents.values(), pick);
  const anyJob = pickOf(state.jobs.values(), pick);
  switch (kind) {
    case 0: case 1: case 2: return worker && { type: 'completeJob', jobKey: worker.key, variables, ...(flag && { localVariables: variables }) };
    case 3: return worker && { type: 'failJob', jobKey: worker.key, retries: pick % 3, retryAfterMs: flag ? pick : 0, errorMessage: `broke ${pick}`, errorDetails: flag ? 'at' : null, variables };
    case 4: return worker && { type: 'throwJobError', jobKey: worker.key, errorCode: flag ? 'broken' : 'e1', errorMessage: null, variables };
    case 5: case 6: case 7: return due && { type: 'executeJob', jobKey: due.key };
    case 8: case 9: return subscription && (subscription.kind === 'message'
      ? { type: 'correlateMessage', subscriptionKey: subscription.key, variables, messageKey: newKey() }
      : { type: 'triggerSignal', subscriptionKey: subscription.key, variables });
    case 10: { const scope = pickOf([...state.instances.keys(), ...state.elements.keys(), ...state.userTasks.keys()], pick); return scope === undefined ? undefined : { type: 'setVariables', scopeKey: scope, variables, removals: flag ? ['amount', 'x'] : [], local: flag }; }
    case 11: return task && (flag ? { type: 'completeUserTask', taskKey: task.key, variables } : { type: 'claimUserTask', taskKey: task.key, userId: pick % 2 ? 'anna' : null });
    case 12: return task && { type: 'updateUserTask', taskKey: task.key, changes: { priority: pick, dueAt: flag ? now : null, candidateGroups: ['a', 'b"'], name: flag ? 'n' : null } };
    case 13: return incident && { type: 'resolveIncident', incidentKey: incident.key };
    case 14: return anyJob && (flag ? { type: 'setJobRetries', jobKey: anyJob.key, retries: pick % 4 } : { type: 'setJobDueDate', jobKey: anyJob.key, dueAt: now + pick });
    default: { const instance = pick % 4 === 0 ? pickOf(state.instances.keys(), pick) : undefined; return instance === undefined ? undefined : { type: 'cancelInstance', instanceKey: instance, reason: flag ? 'why' : null, onlyRoot: flag }; }
  }
}

it('loads what was decided: after each command on any process the rows of the tree are its state', { timeout: 120_000 }, async () => {
  const seen = new Set<string>();
  await fc.assert(fc.asyncProperty(fc.nat(definitions.length - 1), values, wishes, async (which, variables, script) => {
    const definition = definitions[which];
    if (!definition) return;
    let now = Date.UTC(2026, 0, 31, 12);
    const facts: Facts = {
      get now() { return now; }, newKey, definition: (key) => byKey.get(key), lease: () => ({ worker: null, until: null }),
      calledDefinition: ({ processId }) => definitions.find(({ graph }) => graph.processId === processId) ?? null,
    };
    const treeKey = newKey();
    let state: TreeState | null = null;
    const run = async (command: Command) => {
      const decision = decide(state, command, facts);
      if (decision.kind === 'needs') throw new Error(`the core asks for ${JSON.stringify(decision.needs)}`);
      if (decision.kind === 'rejection') { seen.add(`${command.type} refused`); return; }
      seen.add(command.type);
      const base: TreeState = state ?? emptyTree(treeKey);
      const outcome = await committer.submit({ base, events: decision.events, expectedLeases: [], audit: [], firstLeases: new Map() });
      if (outcome.kind === 'failed') throw outcome.error;
      expect(outcome.kind).toBe('committed');
      state = { ...decision.state, version: base.version + 1 };
      expect((await loadTrees(pool, [treeKey])).get(treeKey)).toEqual(state);
    };
    await run({ type: 'startInstance', instanceKey: treeKey, definitionKey: definition.key, businessKey: which % 2 ? 'b' : null, tenantId: null, variables });
    for (const wish of script) {
      now += STEP_MS;
      const command: Command | undefined = state ? commandOf(state, wish, now) : undefined;
      if (command) await run(command);
    }
  }), { numRuns: RUNS });
  // Chance has led through all of these, else the test says less than it seems to.
  for (const type of ['startInstance', 'completeJob', 'failJob', 'executeJob', 'correlateMessage', 'setVariables', 'completeUserTask', 'resolveIncident', 'cancelInstance']) expect([...seen]).toContain(type);
});
