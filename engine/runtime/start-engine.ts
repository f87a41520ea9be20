import type { ItemGuard } from '../batches.ts';
import type { Engine } from '../engine.ts';
import { giveProcessorClock } from '../expressions/processor-time.ts';
import { BatchDesk } from './batches/batch-desk.ts';
import { backgroundWork } from './background-work.ts';
import { connectBase, type EngineBase } from './engine-base.ts';
import { engineCalls } from './engine-calls.ts';
import { connectModels, type EngineModels, forgetModels } from './engine-models.ts';
import type { EngineOptions } from './engine-options.ts';
import { connectWork, type EngineWork } from './engine-work.ts';
import { HistoryCleaner } from './history-clean-up.ts';
import { processorClock } from './processor-clock.ts';
import { BatchItems } from './pumps/batch-items.ts';
import { warmUp } from './warm-up.ts';
import { within } from './within.ts';

const HEALTH_TIMEOUT_MS = 2_000;
/** A stop waits this long for what is under way; with the two steps after it, a stop takes 7 s at most. */
const FINISH_TIMEOUT_MS = 5_000;
const CLOSE_TIMEOUT_MS = 1_000;

/** Connects the parts and begins to work. Rejects when the database cannot be reached. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  giveProcessorClock(processorClock);
  const base = await connectBase(options);
  const work = connectWork(base, (job) => models.treelessJobs.run(job));
  const models = connectModels(base, work, options.mailServer !== undefined);
  const { batches, batchItems } = connectBatches(base, work, models, options.itemGuard ?? null);
  const historyCleanUp = new HistoryCleaner({ ...base, window: options.historyCleanUpWindow ?? null });
  followOtherNodes(base, work);
  await base.hub.listen();
  if (options.isJobExecutorOn) {
    work.dueJobs.start();
    batchItems.start();
  }
  const periodic = backgroundWork(base, work, options.isJobExecutorOn ? historyCleanUp : null);
  return {
    ...engineCalls(base, work, models),
    batches,
    historyCleanUp,
    health: () => health(base),
    warmUp: () => warmUp(base.pool),
    async stop() {
      const { desk, dueJobs, executor, committer } = work;
      desk.close();
      historyCleanUp.stop();
      const jobs = Promise.all([dueJobs.stop(), batchItems.stop()]).then(() => executor.idle());
      await within(FINISH_TIMEOUT_MS, Promise.all([...periodic.map((each) => each.stop()), jobs]));
      await within(CLOSE_TIMEOUT_MS, Promise.all([dueJobs.giveBack(), batchItems.giveBack()]));
      await within(CLOSE_TIMEOUT_MS, Promise.all([committer.close(), base.close()]));
    },
  };
}

function connectBatches(base: EngineBase, work: EngineWork, { treelessJobs }: EngineModels, guard: ItemGuard | null) {
  const { pool, clock, nodeId, failed } = base;
  const batches: BatchDesk = new BatchDesk({
    ...base,
    ...work,
    treelessJobs,
    leases: work.desk,
    guard,
    changed: () => {
      batchItems.wake();
    },
  });
  const batchItems: BatchItems = new BatchItems({
    pool,
    clock,
    worker: nodeId,
    desk: batches,
    othersWrites: () => work.committer.othersWrites(),
    failed: failed('working on batches'),
  });
  return { batches, batchItems };
}

function followOtherNodes(base: EngineBase, { desk, dueJobs, ends }: EngineWork): void {
  base.hub.onRemoteChange(({ hint, jobTypes }) => {
    if (hint.kinds.includes('definition')) forgetModels(base, hint.definitionKeys);
    ends.changedElsewhere(hint.instanceKeys);
    if (!hint.kinds.includes('job')) return;
    desk.wake(jobTypes.length > 0 ? jobTypes : undefined);
    dueJobs.wake();
  });
}

async function health({ pool }: EngineBase): Promise<{ ok: true } | { ok: false; reason: string }> {
  const timeout = new Promise<never>((_, fail) => {
    setTimeout(() => {
      fail(new Error('the database does not answer'));
    }, HEALTH_TIMEOUT_MS).unref();
  });
  try {
    await Promise.race([pool.query('select 1'), timeout]);
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
