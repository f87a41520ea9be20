import type { Job } from '../core/state.ts';
import { AfterCommit } from './commits/after-commit.ts';
import { Committer } from './commits/committer.ts';
import { EarlyMessageDesk } from './messages/early-messages.ts';
import { ExpiredMessages } from './messages/expired-messages.ts';
import type { EngineBase } from './engine-base.ts';
import { Executor } from './execute.ts';
import { FetchBook } from './leases/fetch-book.ts';
import { InstanceEnds } from './instance-ends.ts';
import { LeaseDesk } from './leases/lease-desk.ts';
import { MessageBuffer } from './messages/message-buffer.ts';
import { Messages } from './messages/messages.ts';
import { DueJobs, type DueJobWork } from './pumps/due-jobs.ts';
import { Signals } from './messages/signals.ts';
import { TaskTransitions } from './task-transitions.ts';
import { TreeCache } from './tree-cache.ts';
import { TreeLoader } from './tree-loader.ts';
import { JobBook } from './leases/job-book.ts';
import { WorkBook } from './leases/work-book.ts';

export type EngineWork = ReturnType<typeof connectWork>;

/**
 * What decides and commits, and what follows from a commit: jobs are handed out and run, messages and signals brought.
 */
export function connectWork(base: EngineBase, startTreeless: DueJobWork['start']) {
  const { pool, clock, keys, nodeId, log, failed } = base;
  const committer = new Committer(
    base.databaseUrl,
    {
      newKey: () => keys.next(),
      processIdOf: (definitionKey) => base.definitions.known(definitionKey)?.graph.processId ?? definitionKey,
    },
    { meanwhile: () => keys.prepare(), writeBegins: () => base.processorSleep?.writeBegins() },
  );
  const desk = new LeaseDesk({
    ...base,
    fetches: new FetchBook(pool),
    work: new WorkBook(pool),
    recentTree: (treeKey, version) => executor.recent(treeKey, version),
  });
  const executor: Executor = new Executor({
    ...base,
    decisions: base.decisionRegistry,
    desk,
    cache: new TreeCache(),
    committer,
    trees: new TreeLoader(pool),
    firstLease: (job: Job) => (job.kind === 'worker' ? desk.promise(job) : dueJobs.firstLease(job)),
    breakPromise: (jobKey) => {
      desk.breakPromise(jobKey);
    },
    committed: (change) => {
      afterCommit.committed(change);
    },
  });
  const dueJobs: DueJobs = new DueJobs(pool, clock, nodeId, {
    run: (treeKey, jobKey, worker) => executor.execute(treeKey, { type: 'executeJob', jobKey, worker }),
    start: startTreeless,
    failed: (jobKey, error) => {
      log('error', 'a job could not be run', { jobKey, error: error.stack ?? error.message });
    },
  });
  const messaging = connectMessages(base, executor, dueJobs);
  const ends = new InstanceEnds(base.search);
  const taskTransitions = new TaskTransitions(base.search);
  const jobBook = new JobBook(base.pool);
  const afterCommit: AfterCommit = new AfterCommit({
    ...base,
    ...messaging,
    desk,
    jobBook,
    dueJobs,
    ends,
    taskTransitions,
    failed: failed('following up a commit'),
  });
  return { committer, desk, executor, dueJobs, jobBook, ends, taskTransitions, ...messaging };
}

function connectMessages(
  { pool, clock, keys, hub, definitions, failed }: EngineBase,
  executor: Executor,
  dueJobs: DueJobs,
) {
  const parts = { pool, clock, keys, executor };
  const messages = new Messages(parts);
  const changed = () => {
    hub.changed('message');
  };
  const earlyMessages = new EarlyMessageDesk({
    pool,
    clock,
    keys,
    messages,
    changed,
    audited: () => {
      hub.changed('audit');
    },
    failed: failed('keeping an early message'),
  });
  const expiredMessages = new ExpiredMessages({ pool, clock, changed });
  const messageBuffer = new MessageBuffer({ ...parts, expiredMessages });
  const wake = () => {
    dueJobs.wake();
  };
  const signals = new Signals({ ...parts, definitions, wake });
  return { messages, messageBuffer, expiredMessages, signals, earlyMessages };
}
