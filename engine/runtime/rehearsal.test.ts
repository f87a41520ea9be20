import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../core/commands.ts';
import type { ModificationInstruction, StartInstruction } from '../core/modification.ts';
import type { Instant, Key, TreeState } from '../core/state.ts';
import type { Engine, Executed, Rehearsed } from '../engine.ts';
import type { Rejection } from '../core/decision.ts';
import { loadTrees } from '../store/load-trees.ts';
import { deploy, start, testEngine } from './proofs/test-engine.ts';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';

const RUNS_OF_EACH = 200;
const NOW: Instant = Date.UTC(2030, 0, 1);
/** Drawn processes with scopes, bodies, boundary events, calls, joins and continuations. */
const MODELS = [
  'modification/scopes-7',
  'modification/multi-instance-7',
  'modification/boundary-7',
  'modification/emptied-7',
  'modification/waiting-7',
  'gateways/parallel-7',
  'event-sub-processes/interrupting-7',
];

const database = databaseOfSuite();
let engine: Engine;
let models: readonly {
  readonly first: Key;
  readonly second: Key;
  readonly ids: readonly string[];
  readonly flows: readonly string[];
}[];

beforeAll(async () => {
  ({ engine } = await testEngine(database.url, false));
  engine.setClock(NOW);
  models = await Promise.all(
    MODELS.map(async (name) => {
      const content = readFileSync(new URL(`../scenarios/${name}.bpmn`, import.meta.url));
      const first = await deploy(engine, name.replace('/', '-'), content);
      const second = await deploy(engine, name.replace('/', '-'), new Uint8Array([...content, 10]));
      const graph = (await engine.definition({ key: first }))?.graph;
      return { first, second, ids: [...(graph?.elements.keys() ?? [])], flows: [...(graph?.flows.keys() ?? [])] };
    }),
  );
});
afterAll(async () => {
  await engine.stop();
});

/** The same numbers in every run, so that a failure can be found again. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const pick = <T>(random: (below: number) => number, items: readonly T[]): T => items[random(items.length)] as T;

function randomStart(random: (below: number) => number, { ids, flows }: (typeof models)[number]): StartInstruction {
  const base = {
    ancestorKey: null,
    variables: { v: { type: 'Integer', text: String(random(9)) } as const },
    localVariables: { own: { type: 'String', text: 'x' } as const },
    scopeVariables: {},
  };
  const at = { elementId: pick(random, ids), isBody: random(6) === 0 };
  switch (random(3)) {
    case 0:
      return { kind: 'startAfter', at, ...base };
    case 1:
      return { kind: 'startTransition', flowId: pick(random, flows), ...base };
    default:
      return { kind: 'startBefore', at, ...base };
  }
}

function randomInstruction(random: (below: number) => number, model: (typeof models)[number]): ModificationInstruction {
  return random(3) === 0
    ? { kind: 'cancelAll', at: { elementId: pick(random, model.ids), isBody: false }, onlyPresent: random(2) === 0 }
    : randomStart(random, model);
}

const inOrder = <T extends { readonly key: string }>(things: ReadonlyMap<string, T>): readonly T[] =>
  [...things.values()].sort((a, b) => (a.key < b.key ? -1 : 1));

/** All that lives. Keys are given out in the same order both times, so their places in it are the same. */
function nameless({ instances, elements, jobs, userTasks, subscriptions, incidents, variables }: TreeState): unknown {
  const text = JSON.stringify(
    [instances, elements, jobs, userTasks, subscriptions, incidents, variables].map((things) =>
      inOrder<{ readonly key: string }>(things),
    ),
  );
  const places = new Map([...new Set(text.match(/\d{16}/g) ?? [])].sort().map((key, place) => [key, `#${place}`]));
  return JSON.parse(text.replace(/\d{16}/g, (key) => places.get(key) ?? key));
}

async function lives(treeKey: Key): Promise<TreeState> {
  const state = (await loadTrees(database.pool, [treeKey])).get(treeKey);
  if (!state) throw new Error(`tree ${treeKey} is not there`);
  return state;
}

async function compare(
  treeKey: Key,
  rehearsed: Rehearsed | Rejection,
  execute: () => Promise<Executed | Rejection>,
): Promise<'accepted' | 'refused'> {
  const executed = await execute();
  if (rehearsed.kind === 'rejection' || executed.kind === 'rejection') {
    expect(rehearsed).toEqual(executed);
    return 'refused';
  }
  expect(nameless(rehearsed.after)).toEqual(nameless(await lives(treeKey)));
  return 'accepted';
}

async function compareCommand(treeKey: Key, command: Command): Promise<'accepted' | 'refused'> {
  return compare(treeKey, await engine.rehearse(command), () => engine.execute(command));
}

describe('what is rehearsed is what is executed', () => {
  it(`${RUNS_OF_EACH} random modifications`, async () => {
    const random = randomNumbers(4711);
    let accepted = 0;
    for (let run = 0; run < RUNS_OF_EACH; run += 1) {
      const model = pick(random, models);
      const instanceKey = await start(engine, model.first);
      const instructions = Array.from({ length: 1 + random(4) }, () => randomInstruction(random, model));
      if (
        (await compareCommand(instanceKey, { type: 'modifyInstance', instanceKey, instructions, reason: null })) ===
        'accepted'
      )
        accepted += 1;
    }
    expect(accepted).toBeGreaterThan(RUNS_OF_EACH / 4);
  }, 120_000);

  it(`${RUNS_OF_EACH} random migrations`, async () => {
    const random = randomNumbers(815);
    let accepted = 0;
    for (let run = 0; run < RUNS_OF_EACH; run += 1) {
      const model = pick(random, models);
      const instanceKey = await start(engine, model.first);
      await engine.execute({
        type: 'modifyInstance',
        instanceKey,
        instructions: [randomStart(random, model)],
        reason: null,
      });
      const generated = (await engine.generateMigration(model.first, model.second, random(2) === 0)) ?? [];
      const instructions = generated.filter(() => random(8) > 0);
      if (
        (await compareCommand(instanceKey, {
          type: 'migrateInstance',
          instanceKey,
          plan: { sourceDefinitionKey: model.first, targetDefinitionKey: model.second, instructions, variables: {} },
        })) === 'accepted'
      )
        accepted += 1;
    }
    expect(accepted).toBeGreaterThan(RUNS_OF_EACH / 4);
  }, 120_000);

  it(`${RUNS_OF_EACH} random restarts`, async () => {
    const random = randomNumbers(42);
    let accepted = 0;
    for (let run = 0; run < RUNS_OF_EACH; run += 1) {
      const model = pick(random, models);
      const instanceKey = await start(engine, model.first, { a: { type: 'Integer', text: '1' } });
      await engine.execute({
        type: 'setVariables',
        scopeKey: instanceKey,
        variables: { a: { type: 'Integer', text: '2' } },
        removals: [],
        local: false,
      });
      if (run % 10 > 0) await engine.execute({ type: 'cancelInstance', instanceKey, reason: null, onlyRoot: true });
      const request = {
        definitionKey: model.first,
        instructions: [randomStart(random, model)],
        usesInitialVariables: random(2) === 0,
        keepsBusinessKey: true,
      };
      const rehearsed = await engine.restartInstance(request, instanceKey, { isRehearsal: true });
      const executed = await engine.restartInstance(request, instanceKey, { isRehearsal: false });
      if (executed.kind === 'rejection' || rehearsed.kind === 'rejection') {
        expect(rehearsed).toEqual(executed);
        continue;
      }
      if (!('after' in rehearsed)) throw new Error('a rehearsal tells what would live');
      expect(nameless(rehearsed.after)).toEqual(nameless(await lives(executed.result.instanceKey ?? '')));
      accepted += 1;
    }
    expect(accepted).toBeGreaterThan(RUNS_OF_EACH / 4);
  }, 120_000);
});
