import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { createLeasePool, createPool } from '../store/connection.ts';
import { LookupPool } from '../store/lookup-pool.ts';
import { createSearch } from '../store/search/sql-search.ts';
import { ChangeHub } from './change-hub.ts';
import { Clock } from './clock.ts';
import { ConnectorRunner } from './connectors/connector-runner.ts';
import { DecisionRegistry } from './models/decision-registry.ts';
import { DefinitionRegistry } from './models/definition-registry.ts';
import { DelegateRegistry } from './models/delegate-registry.ts';
import type { EngineLog, EngineOptions } from './engine-options.ts';
import { FormRegistry } from './models/form-registry.ts';
import { KeySource } from './commits/key-source.ts';
import { ModelParser } from './models/model-parser.ts';
import { outsideCalls } from './outside-calls.ts';
import { ProcessorSleep } from './commits/processor-sleep.ts';
import { ScriptThreads } from './scripts/script-threads.ts';
import { threadSource } from './thread-source.ts';
import { TreeLocator } from './tree-locator.ts';

export type EngineBase = Awaited<ReturnType<typeof connectBase>>;

/** The connections, and what all else reads by: models, keys, the clock, the changes of other nodes. */
export async function connectBase(options: EngineOptions) {
  const nodeId = `${options.nodeName ?? hostname()}-${randomUUID().slice(0, 8)}`;
  const log: EngineLog = options.log ?? (() => undefined);
  const pool = createPool(options.databaseUrl);
  const keys = new KeySource(pool);
  await keys.ensure();
  const parser = new ModelParser(threadSource('models/parse-worker'));
  const leasing = createLeasePool(options.databaseUrl);
  const lookups = {
    driven: new LookupPool(options.databaseUrl, 'driven'),
    planned: new LookupPool(options.databaseUrl, 'planned'),
  };
  const scripts = new ScriptThreads(threadSource('scripts/script-worker'));
  const delegates = new DelegateRegistry(options.delegates, options.delegateTopics);
  const hub = new ChangeHub(pool, options.databaseUrl, nodeId);
  const processorSleep = options.mayKeepProcessorsAwake === true ? new ProcessorSleep() : null;
  return {
    nodeId,
    log,
    failed: (what: string) => (error: Error) => {
      log('error', `${what} failed`, { error: error.stack ?? error.message });
    },
    databaseUrl: options.databaseUrl,
    pool,
    leasing,
    clock: new Clock(),
    keys,
    parser,
    definitions: new DefinitionRegistry(pool, parser),
    decisionRegistry: new DecisionRegistry(pool, parser),
    forms: new FormRegistry(pool),
    search: createSearch(pool, lookups),
    hub,
    locator: new TreeLocator(pool),
    delegates,
    processorSleep,
    outside: outsideCalls({
      pool,
      scripts,
      delegates,
      connectors: new ConnectorRunner(options.allowedHttpAddresses, options.mailServer),
    }),
    close: () => {
      processorSleep?.close();
      return Promise.all([
        hub.close(),
        parser.close(),
        scripts.close(),
        lookups.driven.end(),
        lookups.planned.end(),
        leasing.end(),
        pool.end(),
      ]);
    },
  };
}
