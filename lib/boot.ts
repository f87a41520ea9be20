import { createHmac } from 'node:crypto';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { startEngine } from '@/engine/index.ts';
import { startApi } from '@/lib/api/server.ts';
import { StoredApiClients } from '@/lib/auth/api-clients.ts';
import { startEmbeddedPostgres } from '@/lib/database/embedded-postgres.ts';
import { migrate } from '@/lib/database/migrate.ts';
import { loadDelegates } from '@/lib/delegates.ts';
import { registerEngine } from '@/lib/engine.ts';
import type { Env } from '@/lib/env.ts';
import { log } from '@/lib/log.ts';
import { batchGuard } from '@/lib/operations/batch-guard.ts';

/** A node that runs. `scripts/` finds it on globalThis and says when it ends. */
export interface RunningNode {
  readonly env: Env;
  readonly databaseUrl: string;
  readonly apiPort: number;
  /** In order: the APIs take nothing more, the engine finishes, the database ends. Safe to call twice. */
  stop(): Promise<void>;
}

/** Looked up by API clients' checks only: a few connections are plenty. */
const apiAuthPoolSize = 2;

/** One question for some hundred items of a batch. */
const batchGuardPoolSize = 2;

type Closer = readonly [name: string, close: () => Promise<unknown>];

/**
 * Starts database, migrations, engine and worker APIs, in this order, and undoes what was started when a later part
 * fails. `projectDir` is where node_modules and prisma stand.
 */
export async function boot(env: Env, projectDir: string): Promise<RunningNode> {
  const closers: Closer[] = [];
  try {
    const databaseUrl = await openDatabaseServer(env, projectDir, closers);
    const applied = await migrate(databaseUrl, join(projectDir, 'prisma', 'migrations'));
    if (applied.length > 0) log('info', 'migrations applied', { migrations: applied });
    // Opened before the engine: what it works on while it stops is judged still.
    const itemGuard = batchGuard(guardPool(databaseUrl, closers));
    const engine = await startEngine({
      databaseUrl,
      isJobExecutorOn: env.isJobExecutorOn,
      mayKeepProcessorsAwake: env.mayKeepProcessorsAwake,
      nodeName: env.nodeName,
      log,
      allowedHttpAddresses: env.allowedHttpAddresses,
      ...(env.historyCleanUpWindow && { historyCleanUpWindow: env.historyCleanUpWindow }),
      ...(env.mailServer && { mailServer: env.mailServer }),
      itemGuard,
      ...(env.delegatesFile !== null && { delegates: await loadDelegates(resolve(projectDir, env.delegatesFile)) }),
      ...(env.areUnknownDelegatesTopics && { delegateTopics: (name) => name }),
    });
    closers.push(['engine', () => engine.stop()]);
    registerEngine(engine);
    const api = await listen(env, {
      engine,
      host: env.apiHost,
      port: env.apiPort,
      authentication: authenticationOf(env, databaseUrl, closers),
      report: (message, details) => log('error', message, { ...details }),
    });
    closers.push(['api', () => api.close()]);
    engine.warmUp().catch((error: unknown) => {
      log('error', 'the engine could not be warmed up', { error: String(error) });
    });
    let stopping: Promise<void> | null = null;
    return {
      env,
      databaseUrl,
      apiPort: api.port,
      stop: () => {
        stopping ??= close(closers).finally(() => registerEngine(null));
        return stopping;
      },
    };
  } catch (error) {
    registerEngine(null);
    await close(closers);
    throw error;
  }
}

async function listen(env: Env, options: Parameters<typeof startApi>[0]): ReturnType<typeof startApi> {
  try {
    return await startApi(options);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    throw new Error(
      `The worker APIs cannot listen on ${env.apiHost}:${env.apiPort}: the port is in use. Choose another with WHEELHOUSE_API_PORT.`,
      { cause: error },
    );
  }
}

async function openDatabaseServer(env: Env, projectDir: string, closers: Closer[]): Promise<string> {
  if (env.databaseUrl !== null) return env.databaseUrl;
  const server = await startEmbeddedPostgres({ dataDir: resolve(projectDir, env.dataDir), projectDir });
  closers.push(['embedded database', () => server.stop()]);
  return server.url;
}

function authenticationOf(env: Env, databaseUrl: string, closers: Closer[]) {
  if (!env.isApiAuthRequired) return { mode: 'none' } as const;
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: apiAuthPoolSize,
    application_name: 'wheelhouse-api-auth',
  });
  // An idle connection that breaks is replaced at the next use.
  pool.on('error', (error) => log('warn', 'database connection lost', { error }));
  closers.push(['api client pool', () => pool.end()]);
  // A secret of its own, so that a session's signature is never an access token's.
  const tokenSecret = createHmac('sha256', env.secret).update('wheelhouse api access tokens').digest('base64url');
  return { mode: 'required', clients: new StoredApiClients(pool), tokenSecret } as const;
}

/** Reads whether whoever made a batch may go on with it. */
function guardPool(databaseUrl: string, closers: Closer[]): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: batchGuardPoolSize,
    application_name: 'wheelhouse-batch-guard',
  });
  // An idle connection that breaks is replaced at the next use.
  pool.on('error', (error) => log('warn', 'database connection lost', { error }));
  closers.push(['batch guard pool', () => pool.end()]);
  return pool;
}

/** Last opened, first closed; one that fails to close does not keep the others open. */
async function close(closers: Closer[]): Promise<void> {
  for (const [name, closeIt] of closers.splice(0).reverse()) {
    try {
      await closeIt();
    } catch (error) {
      log('error', `could not close: ${name}`, { error });
    }
  }
}
