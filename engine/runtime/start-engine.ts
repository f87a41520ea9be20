import type { CleanUpWindow } from '../history-clean-up.ts';
import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import type { Definition, Rejection } from '../core/decision.ts';
import { reject } from '../core/reject.ts';
import type { ItemGuard } from '../batches.ts';
import type { Delegates, DelegateTopics } from '../delegate.ts';
import type { Engine, Executed } from '../engine.ts';
import { createLeasePool, createLookupPool, createPool } from '../store/connection.ts';
import { deleteExpiredMessages } from '../store/messages.ts';
import { foldStatistics } from '../store/statistics.ts';
import { createSearch } from '../store/search/sql-search.ts';
import { AfterCommit } from './after-commit.ts';
import { auditedWrites } from './audited-writes.ts';
import { ChangeHub } from './change-hub.ts';
import { changeLease } from './change-lease.ts';
import { restartCommand } from './batches/restart-instance.ts';
import { BatchDesk } from './batches/batch-desk.ts';
import { Clock } from './clock.ts';
import { Committer } from './committer.ts';
import { DecisionRegistry } from './decision-registry.ts';
import { createTaskNotes } from './task-notes.ts';
import { FetchBook } from './fetch-book.ts';
import { FormRegistry } from './form-registry.ts';
import { Decisions } from './decisions.ts';
import { startByConditions } from './conditional-starts.ts';
import { ConnectorRunner } from './connectors/connector-runner.ts';
import type { MailServer } from './connectors/mail-connector.ts';
import { EarlyMessageDesk } from './early-messages.ts';
import { DefinitionRegistry } from './definition-registry.ts';
import { DelegateRegistry } from './delegate-registry.ts';
import { Deployments } from './deployments.ts';
import { Executor } from './execute.ts';
import { InstanceEnds } from './instance-ends.ts';
import { TaskTransitions } from './task-transitions.ts';
import { HistoryCleaner } from './history-clean-up.ts';
import { KeySource } from './key-source.ts';
import { LeaseDesk } from './lease-desk.ts';
import { Messages } from './messages.ts';
import { migrationPlans } from './migration-plans.ts';
import { ModelParser } from './model-parser.ts';
import { BatchItems } from './pumps/batch-items.ts';
import { threadSource } from './thread-source.ts';
import { DueJobs } from './pumps/due-jobs.ts';
import { outsideCalls } from './outside-calls.ts';
import { Periodic } from './pumps/periodic.ts';
import { requestBy } from './sender-of.ts';
import { scopeReads } from './scope-reads.ts';
import { runStartTimer } from './start-timers.ts';
import { Suspensions } from './suspensions.ts';
import { ScriptThreads } from './scripts/script-threads.ts';
import { TreeCache } from './tree-cache.ts';
import { TreeLoader } from './tree-loader.ts';
import { unknownDelegates } from './unknown-delegates.ts';
import { TreelessJobs } from './treeless-jobs.ts';
import { TreeLocator } from './tree-locator.ts';
import { within } from './within.ts';

/** What could not be done in the background, for people. */
export type EngineLog = (level: 'warn' | 'error', message: string, details?: Readonly<Record<string, unknown>>) => void;

export interface EngineOptions {
  readonly databaseUrl: string;
  /** false: this node runs no timers and continuations by itself. */
  readonly isJobExecutorOn: boolean;
  readonly nodeName?: string;
  readonly log?: EngineLog;
  /** What the models call by name: `class`, `delegateExpression`, methods in expressions. */
  readonly delegates?: Delegates;
  /** Delegates that are not registered but left to workers, as external tasks of this topic. */
  readonly delegateTopics?: DelegateTopics;
  /** Addresses that the http-connector may call; none by default. */
  readonly allowedHttpAddresses?: readonly URL[];
  /** Where mail tasks send; without it models that have some are refused. */
  readonly mailServer?: MailServer;
  /** When history is cleaned up each day; without it, by request alone. */
  readonly historyCleanUpWindow?: CleanUpWindow;
  /** Judges the items of batches that were made for somebody. */
  readonly itemGuard?: ItemGuard;
}

const FOLD_INTERVAL_MS = 1_000;
const EXPIRY_INTERVAL_MS = 5_000;
const MISSED_INTERVAL_MS = 5_000;
const FETCHES_INTERVAL_MS = 5_000;
const CLEAN_UP_INTERVAL_MS = 10_000;
const EXPIRED_PER_TURN = 5_000;
const HEALTH_TIMEOUT_MS = 2_000;
/** A stop waits this long for what is under way; with the two steps after it, a stop takes 7 s at most. */
const FINISH_TIMEOUT_MS = 5_000;
const CLOSE_TIMEOUT_MS = 1_000;

const UNKNOWN = reject('notFound', 'there is no such thing');

/** Connects the parts and begins to work. Rejects when the database cannot be reached. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const nodeId = `${options.nodeName ?? hostname()}-${randomUUID().slice(0, 8)}`;
  const log: EngineLog = options.log ?? (() => undefined);
  const pool = createPool(options.databaseUrl);
  const clock = new Clock();
  const keys = new KeySource(pool);
  await keys.ensure();
  const parser = new ModelParser(threadSource('parse-worker'));
  const definitions = new DefinitionRegistry(pool, parser);
  const decisionRegistry = new DecisionRegistry(pool, parser);
  const forms = new FormRegistry(pool);
  const notes = createTaskNotes({ pool, clock, keys });
  const cache = new TreeCache();
  const leasing = createLeasePool(options.databaseUrl);
  const desk = new LeaseDesk({
    pool,
    leasing,
    clock,
    definitions,
    fetches: new FetchBook(pool),
    recentTree: (treeKey, version) => executor.recent(treeKey, version),
  });
  const lookups = {
    driven: createLookupPool(options.databaseUrl, 'driven'),
    planned: createLookupPool(options.databaseUrl, 'planned'),
  };
  const search = createSearch(pool, lookups);
  const hub = new ChangeHub(pool, options.databaseUrl, nodeId);
  const locator = new TreeLocator(pool);
  const ends = new InstanceEnds(search);
  const taskTransitions = new TaskTransitions(search);
  const committer = new Committer(options.databaseUrl, {
    newKey: () => keys.next(),
    processIdOf: (definitionKey) => definitions.known(definitionKey)?.graph.processId ?? definitionKey,
  });
  const scripts = new ScriptThreads(threadSource('scripts/script-worker'));
  const delegates = new DelegateRegistry(options.delegates, options.delegateTopics);
  const outside = outsideCalls({
    pool,
    scripts,
    delegates,
    connectors: new ConnectorRunner(options.allowedHttpAddresses, options.mailServer),
  });
  const executor: Executor = new Executor({
    pool,
    clock,
    keys,
    definitions,
    decisions: decisionRegistry,
    forms,
    desk,
    cache,
    committer,
    trees: new TreeLoader(pool),
    outside,
    firstLease: (job) => (job.kind === 'worker' ? desk.promise(job) : dueJobs.firstLease(job)),
    breakPromise: (jobKey) => {
      desk.breakPromise(jobKey);
    },
    committed: (change) => {
      afterCommit.committed(change);
    },
  });
  const warnOfUnknown = ({ key, graph }: Definition): void => {
    for (const [name, elementIds] of unknownDelegates(graph, delegates))
      log('warn', 'a process calls a delegate that nobody registered', {
        delegate: name,
        processId: graph.processId,
        definitionKey: key,
        elementIds,
      });
  };
  const failed = (what: string) => (error: Error) => {
    log('error', `${what} failed`, { error: error.stack ?? error.message });
  };
  const dueJobs: DueJobs = new DueJobs(pool, clock, nodeId, {
    run: (treeKey, jobKey, worker) => executor.execute(treeKey, { type: 'executeJob', jobKey, worker }),
    start: (job) => treelessJobs.run(job),
    failed: (jobKey, error) => {
      log('error', 'a job could not be run', { jobKey, error: error.stack ?? error.message });
    },
  });
  const messages = new Messages({ pool, clock, keys, executor });
  const earlyMessages = new EarlyMessageDesk({
    pool,
    clock,
    keys,
    messages,
    changed: () => {
      hub.changed('message');
    },
    audited: () => {
      hub.changed('audit');
    },
    failed: failed('keeping an early message'),
  });
  const batches: BatchDesk = new BatchDesk({
    pool,
    clock,
    leases: desk,
    keys,
    search,
    executor,
    locator,
    messages,
    earlyMessages,
    hub,
    nodeId,
    guard: options.itemGuard ?? null,
    changed: () => {
      batchItems.wake();
    },
  });
  const batchItems: BatchItems = new BatchItems({
    pool,
    clock,
    worker: nodeId,
    desk: batches,
    othersWrites: () => committer.othersWrites(),
    failed: failed('working on batches'),
  });
  const afterCommit: AfterCommit = new AfterCommit({
    hub,
    desk,
    dueJobs,
    definitions,
    messages,
    earlyMessages,
    locator,
    ends,
    taskTransitions,
    failed: failed('following up a commit'),
  });
  const deployments = new Deployments({
    hasMailServer: options.mailServer !== undefined,
    pool,
    clock,
    keys,
    parser,
    restUntil: (connection, definitionKeys, at) => suspensions.restUntil(connection, definitionKeys, at),
    changed: (definitionKeys, made) => {
      definitions.forget(definitionKeys);
      decisionRegistry.forget();
      forms.forget();
      for (const definition of made) {
        definitions.remember(definition);
        warnOfUnknown(definition);
      }
      hub.changed('definition', definitionKeys);
      dueJobs.wake();
    },
  });
  const suspensions: Suspensions = new Suspensions({
    pool,
    clock,
    keys,
    definitions,
    executor,
    changed: (definitionKeys) => {
      definitions.forget(definitionKeys);
      hub.changed('definition', definitionKeys);
      dueJobs.wake();
    },
    planned: () => {
      dueJobs.wake();
    },
  });
  const treelessJobs: TreelessJobs = new TreelessJobs({
    pool,
    clock,
    definitions,
    search,
    suspensions,
    startByTimer: (job) => runStartTimer({ pool, clock, keys, definitions, executor }, job),
    wake: () => {
      dueJobs.wake();
    },
  });
  const decisions = new Decisions({
    pool,
    clock,
    keys,
    registry: decisionRegistry,
    changed: (key) => {
      decisionRegistry.forget();
      hub.changed('definition', [key]);
    },
  });
  hub.onRemoteChange(({ hint, jobTypes }) => {
    if (hint.kinds.includes('definition')) {
      definitions.forget(hint.definitionKeys);
      decisionRegistry.forget();
      forms.forget();
    }
    ends.changedElsewhere(hint.instanceKeys);
    if (hint.kinds.includes('job')) {
      desk.wake(jobTypes.length > 0 ? jobTypes : undefined);
      dueJobs.wake();
    }
  });
  const historyCleanUp = new HistoryCleaner({ pool, clock, keys, window: options.historyCleanUpWindow ?? null });
  await hub.listen();
  if (options.isJobExecutorOn) {
    dueJobs.start();
    batchItems.start();
  }
  const periodic = [
    new Periodic(FOLD_INTERVAL_MS, () => foldStatistics(pool), failed('folding statistics')),
    new Periodic(FETCHES_INTERVAL_MS, () => desk.recordFetches(), failed('writing down who asks for work')),
    new Periodic(MISSED_INTERVAL_MS, () => messages.bringMissed(), failed('bringing kept messages to what waits')),
    new Periodic(MISSED_INTERVAL_MS, () => earlyMessages.takeTurn(), failed('sending early messages again')),
    new Periodic(
      EXPIRY_INTERVAL_MS,
      () => deleteExpiredMessages(pool, clock.now(), EXPIRED_PER_TURN),
      failed('removing expired messages'),
    ),
    ...(options.isJobExecutorOn
      ? [new Periodic(CLEAN_UP_INTERVAL_MS, () => historyCleanUp.takeTurn(), failed('cleaning up history'))]
      : []),
  ];
  return {
    nodeId,
    search,
    batches,
    earlyMessages,
    historyCleanUp,
    notes,
    ...auditedWrites({
      pool,
      clock,
      search,
      audited: () => {
        hub.changed('audit');
      },
    }),
    ...scopeReads({ pool, clock, search, definitions, executor, locator }),
    ...migrationPlans(definitions),
    deploy: (request) => deployments.deploy(request),
    deleteDeployment: (key, deletion) => deployments.deleteDeployment(key, deletion),
    deleteDefinition: (key, deletion) => deployments.deleteDefinition(key, deletion),
    setDefinitionHistoryTtl: (key, days, options) => deployments.setHistoryTtl(key, days, options),
    async execute(command, executeOptions): Promise<Executed | Rejection> {
      if (command.type === 'startInstance')
        return executor.execute(
          command.instanceKey,
          { cause: requestBy(executeOptions?.audit), ...command },
          executeOptions,
        );
      const treeKey = await locator.treeOf(command);
      if (treeKey !== null) return executor.execute(treeKey, command, executeOptions);
      if ('jobKey' in command) return treelessJobs.execute(command, executeOptions ?? {});
      return UNKNOWN;
    },
    async rehearse(command) {
      const treeKey = await locator.treeOf(command);
      return treeKey === null ? UNKNOWN : executor.rehearse(treeKey, command);
    },
    async restartInstance(request, instanceKey, { isRehearsal, audit }) {
      await keys.ensure();
      const command = await restartCommand(search, request, instanceKey, keys.next(), requestBy(audit));
      if ('kind' in command) return command;
      return isRehearsal
        ? executor.rehearse(command.instanceKey, command)
        : executor.execute(command.instanceKey, command, { audit });
    },
    newKey: () => keys.take(),
    now: () => clock.now(),
    setClock(at) {
      clock.pin(at);
      dueJobs.wake();
      desk.wake();
    },
    definition: (query) =>
      'key' in query ? definitions.load(query.key) : definitions.find({ ...query, tenantId: query.tenantId ?? null }),
    decisionDefinition: (query) => decisions.definition(query),
    form: (query) => forms.linked(query),
    evaluateDecision: (request) => decisions.evaluate(request),
    setDecisionHistoryTtl: (key, days, options) => decisions.setHistoryTtl(key, days, options),
    leaseJobs: (request) => desk.lease(request),
    changeSuspension: (change, { audit } = {}) => suspensions.changeDefinitions(change, audit),
    changeJobSources: (change, { audit } = {}) => suspensions.changeJobSources(change, audit),
    changeLease: (change, options) => changeLease(pool, desk, clock.now(), change, options?.audit),
    correlateMessage: (request, options) => messages.correlate(request, options),
    receiversOfMessage: (request) => messages.receiversOf(request),
    receiversOfPublication: (request) => messages.receiversOfPublication(request),
    receiversOfSignal: (request) => messages.receiversOfSignal(request),
    publishMessage: (request, options) => messages.publish(request, options?.audit),
    startByConditions: (request) => startByConditions({ pool, clock, keys, definitions, executor }, request),
    async broadcastSignal(request) {
      const key = await keys.take();
      return { key, failure: await messages.broadcast(request) };
    },
    awaitInstanceEnd: (instanceKey, timeoutMs) => ends.wait(instanceKey, timeoutMs),
    awaitTaskTransition: (taskKey, transitionKey, timeoutMs) => taskTransitions.wait(taskKey, transitionKey, timeoutMs),
    onChange: (listener) => hub.onChange(listener),
    async health() {
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
    },
    async stop() {
      desk.close();
      historyCleanUp.stop();
      await within(
        FINISH_TIMEOUT_MS,
        Promise.all([
          ...periodic.map((work) => work.stop()),
          Promise.all([dueJobs.stop(), batchItems.stop()]).then(() => executor.idle()),
        ]),
      );
      await within(CLOSE_TIMEOUT_MS, Promise.all([dueJobs.giveBack(), batchItems.giveBack()]));
      await within(
        CLOSE_TIMEOUT_MS,
        Promise.all([
          committer.close(),
          hub.close(),
          parser.close(),
          scripts.close(),
          lookups.driven.end(),
          lookups.planned.end(),
          leasing.end(),
          pool.end(),
        ]),
      );
    },
  };
}
