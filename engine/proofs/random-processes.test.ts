import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import { isOver } from '../core/is-over.ts';
import type { Key } from '../core/state.ts';
import { Committer } from '../runtime/commits/committer.ts';
import { versionAfter } from '../runtime/commits/tree-write.ts';
import { createPool, type Pool } from '../store/connection.ts';
import { loadTrees } from '../store/load-trees.ts';
import type { Notation } from './model-writer.ts';
import { randomProcess, randomRun, type Keep, type RandomProcess } from './random-run.ts';
import { plain } from './tree-invariants.ts';

/**
 * Processes and commands by chance, each of them legal: whatever is built and whatever is asked, nothing is left over
 * and the instance comes to exactly one end. A fault names its seeds; `RANDOM_ONLY=model/run` replays it. `RANDOM_SEED`
 * begins elsewhere, `RANDOM_MODELS` and `RANDOM_RUNS` say how much, for a night.
 */
const NOTATIONS: readonly Notation[] = [7, 8];
/** Of each notation. */
const DEFAULT_MODELS = 200;
const DEFAULT_RUNS = 20;
const FIRST_SEED = Number(process.env.RANDOM_SEED ?? 20_260_131);
const MODELS = Number(process.env.RANDOM_MODELS ?? DEFAULT_MODELS);
const RUNS = Number(process.env.RANDOM_RUNS ?? DEFAULT_RUNS);
const [ONLY_MODEL, ONLY_RUN] = (process.env.RANDOM_ONLY ?? '')
  .split('/')
  .filter((text) => text !== '')
  .map(Number);
/** So many trees are written and read at the same time, which share their transactions. */
const STORED_AT_ONCE = 16;
/** Of each model. */
const STORED_RUNS = 5;
const MAX_MS = 600_000;

const ALWAYS_SEEN = [
  'completed',
  'terminated',
  'completeJob',
  'failJob',
  'throwJobError',
  'executeJob',
  'correlateMessage',
  'triggerSignal',
  'completeUserTask',
  'cancelInstance',
  'setJobRetries',
  'boundaryEvent/timer',
  'boundaryEvent/message',
  'boundaryEvent/error',
  'boundaryEvent/escalation',
  'intermediateThrowEvent/compensation',
  'endEvent/terminate',
  'endEvent/error',
  'endEvent/escalation',
  'endEvent/compensation',
  'eventSubProcess',
  'startEvent/message',
  'startEvent/timer',
  'startEvent/signal',
  'callActivity',
  'multiInstanceBody',
  'eventBasedGateway',
  'parallelGateway',
  'inclusiveGateway',
];
const SEEN_IN: Readonly<Record<Notation, readonly string[]>> = {
  7: [
    'subProcess/compensating',
    'multiInstanceBody/compensating',
    'startEvent/compensation',
    'endEvent/cancel',
    'boundaryEvent/cancel',
  ],
  8: [
    'resolveIncident',
    'boundaryEvent/compensation',
    'intermediateCatchEvent/link',
    'adHocSubProcess',
    'adHocInnerInstance',
    'activateAdHocElements',
  ],
};

const seeds = (count: number, first: number, only: number | undefined): number[] =>
  only === undefined ? Array.from({ length: count }, (_, n) => first + n) : [only];

let lastKey = 2_251_799_813_685_248;
const newKey = (): Key => {
  lastKey += 1;
  return String(lastKey);
};

async function take(
  notation: Notation,
  model: number,
  run: number,
  process: RandomProcess,
  keep: Keep,
): Promise<{ readonly end: string; readonly commands: readonly string[]; readonly elements: ReadonlySet<string> }> {
  try {
    return await randomRun(process, run, newKey, keep);
  } catch (error) {
    throw new Error(
      `Camunda ${notation}, RANDOM_ONLY=${model}/${run}: ${error instanceof Error ? error.message : String(error)}\n${process.source}`,
      { cause: error },
    );
  }
}

describe.each(NOTATIONS)('random processes of Camunda %i', (notation) => {
  it('leave nothing over and come to one end', { timeout: MAX_MS }, async () => {
    const seen = new Set<string>();
    for (const model of seeds(MODELS, FIRST_SEED, ONLY_MODEL)) {
      const process = randomProcess(notation, model);
      for (const run of seeds(RUNS, 1, ONLY_RUN)) {
        const { end, commands, elements } = await take(
          notation,
          model,
          run,
          process,
          async (_before, _events, after) => after,
        );
        seen.add(end);
        for (const what of [...commands, ...elements]) seen.add(what);
      }
    }
    // Chance has led through all of these, else the test says less than it seems to.
    if (ONLY_MODEL === undefined && MODELS >= DEFAULT_MODELS && RUNS >= DEFAULT_RUNS)
      for (const what of [...ALWAYS_SEEN, ...SEEN_IN[notation]]) expect([...seen]).toContain(what);
  });
});

describe('random processes on PostgreSQL', () => {
  let database: TestDatabase;
  let pool: Pool;
  let committer: Committer;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = createPool(database.url);
    committer = new Committer(database.url, { newKey, processIdOf: () => 'random' });
  });
  afterAll(async () => {
    await committer.close();
    await pool.end();
    await database.drop();
  });

  /** Writes what was decided and goes on with what a node would load that has just started. */
  const store: Keep = async (before, events, after) => {
    const isOverAtOnce = before.version === 0 && isOver(after);
    const outcome = await committer.submit({
      base: before,
      isOverAtOnce,
      events,
      expectedLeases: [],
      audit: [],
      firstLeases: new Map(),
      doneItems: [],
      receivedMessages: [],
      isForBatch: false,
    });
    if (outcome.kind === 'failed') throw outcome.error;
    expect(outcome.kind).toBe('committed');
    const loaded = (await loadTrees(pool, [after.treeKey])).get(after.treeKey);
    expect(loaded && plain(loaded)).toEqual(plain({ ...after, version: versionAfter({ base: before, isOverAtOnce }) }));
    return loaded ?? after;
  };

  it.each(NOTATIONS)(
    'a tree of Camunda %i that is loaded anew after each command is the one that was decided',
    { timeout: MAX_MS },
    async (notation) => {
      const models = seeds(MODELS, FIRST_SEED, ONLY_MODEL);
      await Promise.all(
        Array.from({ length: STORED_AT_ONCE }, async () => {
          for (let model = models.pop(); model !== undefined; model = models.pop()) {
            const process = randomProcess(notation, model, newKey);
            for (const run of seeds(Math.min(RUNS, STORED_RUNS), 1, ONLY_RUN))
              await take(notation, model, run, process, store);
          }
        }),
      );
    },
  );
});
