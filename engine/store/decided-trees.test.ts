import { definitionForTests } from '../proofs/definition-for-tests.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Command, Variables } from '../core/commands.ts';
import { decide } from '../core/decide.ts';
import type { Definition, Facts } from '../core/decision.ts';
import { emptyTree } from '../core/empty-tree.ts';
import { isOver } from '../core/is-over.ts';
import type { Key, TreeState } from '../core/state.ts';
import { parseResource } from '../deploy/parse-resource.ts';
import { scenarioDecisions } from '../scenarios/scenario-decisions.ts';
import { fromJson } from '../expressions/values.ts';
import { Committer } from '../runtime/commits/committer.ts';
import { TreeLoader } from '../runtime/tree-loader.ts';
import { versionAfter } from '../runtime/commits/tree-write.ts';
import { foldStatistics } from './statistics.ts';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';

/** Trees that are driven of each process; with some ten commands each this takes a few seconds. */
const RUNS_EACH = 4;
const MAX_COMMANDS = 14;
/**
 * Trees that are driven at once: they are committed and read together, so that the database is asked a few hundred
 * times for thousands of commands.
 */
const LANES = 64;
const STEP_MS = 61_000;

const database = databaseOfSuite();
let committer: Committer;
let trees: TreeLoader;
let lastKey = 2_251_799_813_685_248;
const newKey = (): Key => {
  lastKey += 1;
  return String(lastKey);
};

/** Every process of the scenarios: both notations, all elements that there are. */
const scenarios = fileURLToPath(new URL('../scenarios', import.meta.url));
const definitions: Definition[] = readdirSync(scenarios, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.bpmn'))
  .sort()
  .flatMap((file) =>
    parseResource(basename(file), readFileSync(join(scenarios, file))).graphs.map((graph) =>
      definitionForTests(newKey(), graph),
    ),
  );
const decisions = scenarioDecisions(
  readdirSync(scenarios, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.dmn'))
    .sort()
    .flatMap((file) => parseResource(basename(file), readFileSync(join(scenarios, file))).decisions ?? []),
).map((decision) => ({
  ...decision,
  key: newKey(),
  versions: new Map([...decision.versions.keys()].map((id) => [id, { key: newKey(), version: 1 }])),
}));
const byKey = new Map(definitions.map((definition) => [definition.key, definition]));

beforeAll(async () => {
  trees = new TreeLoader(database.pool);
  committer = new Committer(database.url, { newKey, processIdOf: (key) => byKey.get(key)?.graph.processId ?? key });
});
afterAll(async () => {
  await committer.close();
});

interface Wish {
  readonly pick: number;
  readonly flag: boolean;
  readonly variables: Variables;
}
const values = fc
  .dictionary(
    fc.constantFrom('amount', 'items', 'approved', 'orderId', 'x', 'name', 'list', 'fails'),
    fc.oneof(
      fc.integer({ min: -3, max: 300 }),
      fc.boolean(),
      fc.string({ maxLength: 5 }).filter((text) => !text.includes('\u0000')),
      fc.array(fc.nat(9), { maxLength: 3 }),
      fc.constant(null),
    ),
    { maxKeys: 4 },
  )
  .map((json): Variables => Object.fromEntries(Object.entries(json).map(([name, value]) => [name, fromJson(value)])));
const wishes = fc.array(fc.record({ pick: fc.nat(10_000), flag: fc.boolean(), variables: values }), {
  minLength: 1,
  maxLength: MAX_COMMANDS,
});

function pickOf<T>(items: Iterable<T>, pick: number): T | undefined {
  const all = [...items];
  return all[pick % Math.max(1, all.length)];
}

/**
 * What could be asked of the tree now; the wish picks one of them. Little is asked twice, so that chance leads
 * everywhere.
 */
function commandOf(state: TreeState, { pick, flag, variables }: Wish, now: number): Command | undefined {
  const jobs = [...state.jobs.values()];
  const scopes = [...state.instances.keys(), ...state.elements.keys(), ...state.userTasks.keys()];
  const scope = pickOf(scopes, pick);
  const worker = pickOf(
    jobs.filter((job) => job.kind === 'worker'),
    pick,
  );
  const due = pickOf(
    jobs.filter((job) => job.kind !== 'worker'),
    pick,
  );
  const task = pickOf(state.userTasks.values(), pick);
  const subscription = pickOf(state.subscriptions.values(), pick);
  const incident = pickOf(state.incidents.values(), pick);
  const job = pickOf(jobs, pick);
  const instance = pick % 8 === 0 ? pickOf(state.instances.keys(), pick) : undefined;
  const candidates: Command[] = [];
  if (worker) candidates.push(...commandsOfWorker(worker.key, { pick, flag, variables }));
  if (due) candidates.push({ type: 'executeJob', jobKey: due.key }, { type: 'executeJob', jobKey: due.key });
  if (subscription?.kind === 'message') {
    // Few of the processes wait for messages.
    const correlation: Command = {
      type: 'correlateMessage',
      subscriptionKey: subscription.key,
      variables,
      messageKey: newKey(),
    };
    candidates.push(correlation, correlation, correlation, correlation);
  }
  if (subscription?.kind === 'signal')
    candidates.push({ type: 'triggerSignal', subscriptionKey: subscription.key, variables });
  if (task) candidates.push(...commandsOfTask(task.key, { pick, flag, variables }, now));
  if (incident) candidates.push({ type: 'resolveIncident', incidentKey: incident.key });
  if (job)
    candidates.push(
      flag
        ? { type: 'setJobRetries', jobKey: job.key, retries: pick % 4 }
        : { type: 'setJobDueDate', jobKey: job.key, dueAt: now + pick },
    );
  if (scope)
    candidates.push({
      type: 'setVariables',
      scopeKey: scope,
      variables,
      removals: flag ? ['amount', 'x'] : [],
      local: flag,
    });
  if (instance)
    candidates.push({ type: 'cancelInstance', instanceKey: instance, reason: flag ? 'why' : null, onlyRoot: flag });
  return pickOf(candidates, pick >> 3);
}

function commandsOfWorker(jobKey: Key, { pick, flag, variables }: Wish): Command[] {
  const completion: Command = { type: 'completeJob', jobKey, variables, ...(flag && { localVariables: variables }) };
  return [
    completion,
    completion,
    {
      type: 'failJob',
      jobKey,
      retries: pick % 3,
      retryAfterMs: flag ? pick : 0,
      errorMessage: `broke ${pick}`,
      errorDetails: flag ? 'at' : null,
      variables,
    },
    { type: 'throwJobError', jobKey, errorCode: flag ? 'broken' : 'e1', errorMessage: null, variables },
  ];
}

function commandsOfTask(taskKey: Key, { pick, flag, variables }: Wish, now: number): Command[] {
  return [
    { type: 'completeUserTask', taskKey, variables },
    flag
      ? { type: 'throwTaskError', taskKey, errorCode: pick % 2 ? 'refused' : 'other', errorMessage: null, variables }
      : { type: 'throwTaskEscalation', taskKey, escalationCode: pick % 2 ? 'slow' : 'never', variables },
    { type: 'claimUserTask', taskKey, userId: pick % 2 ? 'anna' : null },
    {
      type: 'updateUserTask',
      taskKey,
      changes: { priority: pick, dueAt: flag ? now : null, candidateGroups: ['a', 'b"'], name: flag ? 'n' : null },
    },
  ];
}

it('loads what was decided: after each command on any process the rows of the tree are its state', {
  timeout: 120_000,
}, async () => {
  const seen = new Set<string>();
  const left = [...definitions];
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (let definition = left.shift(); definition !== undefined; definition = left.shift())
        await driveTrees(definition, seen);
    }),
  );
  // Chance has led through all of these, else the test says less than it seems to.
  for (const type of [
    'startInstance',
    'completeJob',
    'failJob',
    'executeJob',
    'correlateMessage',
    'setVariables',
    'completeUserTask',
    'resolveIncident',
    'cancelInstance',
  ])
    expect([...seen]).toContain(type);

  // All of it is counted as it is kept, before the changes are added up and after.
  const facts = await countersOf(KEPT);
  expect(facts.length).toBeGreaterThan(definitions.length);
  expect(await countersOf('select definition_key, element_id, state, delta from statistic_delta')).toEqual(facts);
  while (await foldStatistics(database.pool));
  expect(await countersOf('select definition_key, element_id, state, count from statistic')).toEqual(facts);
});

/** Instances and element instances, each as one of its state. */
const KEPT = `select definition_key, '', coalesce(outcome, 'active'), 1 from instance
  union all select definition_key, element_id, coalesce(outcome, 'active'), 1 from element_history
    where kind <> 'adHocInnerInstance' and outcome is distinct from 'merged'`;

async function countersOf(counted: string): Promise<unknown[]> {
  const { rows } = await database.pool.query(
    `select definition_key, element_id, state, sum(n)::int as n from (${counted}) c (definition_key, element_id, state, n)
       where state <> 'incident' group by 1, 2, 3 having sum(n) <> 0 order by 1, 2, 3`,
  );
  return rows;
}

async function driveTrees(definition: Definition, seen: Set<string>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(values, wishes, async (variables, script) => {
      let now = Date.UTC(2026, 0, 31, 12);
      const facts: Facts = {
        get now() {
          return now;
        },
        newKey,
        definition: (key) => byKey.get(key),
        lease: () => ({ worker: null, until: null }),
        delegate: (name) => (name.startsWith('known') ? { kind: 'function' } : undefined),
        linkedForm: () => null,
        outside: () => ({ kind: 'done', value: { type: 'Integer', text: '1' }, writes: [], taskChanges: [] }),
        calledDecision: ({ decisionId }) => decisions.find((decision) => decision.decisionId === decisionId) ?? null,
        calledDefinition: ({ processId }) => definitions.find(({ graph }) => graph.processId === processId) ?? null,
      };
      const treeKey = newKey();
      let state: TreeState | null = null;
      const run = async (command: Command) => {
        const decision = decide(state, command, facts);
        if (decision.kind === 'needs') throw new Error(`the core asks for ${JSON.stringify(decision.needs)}`);
        if (decision.kind === 'rejection') {
          seen.add(`${command.type} refused`);
          return;
        }
        seen.add(command.type);
        const base: TreeState = state ?? emptyTree(treeKey);
        const isOverAtOnce = state === null && isOver(decision.state);
        const outcome = await committer.submit({
          base,
          isOverAtOnce,
          events: decision.events,
          expectedLeases: [],
          audit: [],
          firstLeases: new Map(),
          doneItems: [],
          receivedMessages: [],
          isForBatch: false,
        });
        if (outcome.kind === 'failed') throw outcome.error;
        expect(outcome.kind).toBe('committed');
        state = { ...decision.state, version: versionAfter({ base, isOverAtOnce }) };
        const loaded = await trees.load(treeKey);
        // What is equal is known at once; else the difference is told.
        if (!isDeepStrictEqual(loaded, state)) expect(loaded).toEqual(state);
      };
      const orderId: Variables = script.length % 4 ? { orderId: fromJson('o1') } : {};
      await run({
        type: 'startInstance',
        instanceKey: treeKey,
        definitionKey: definition.key,
        businessKey: script.length % 2 ? 'b' : null,
        tenantId: null,
        variables: { ...variables, ...orderId },
      });
      for (const wish of script) {
        now += STEP_MS;
        const command: Command | undefined = state ? commandOf(state, wish, now) : undefined;
        if (command) await run(command);
      }
    }),
    { numRuns: RUNS_EACH },
  );
}
