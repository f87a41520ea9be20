import { configureAuth } from '@/lib/auth/auth-settings.ts';
import { createDemoAccounts, type DemoAccount } from '@/lib/auth/demo-accounts.ts';
import { ensureSetupToken } from '@/lib/auth/setup.ts';
import { boot, type RunningNode } from '@/lib/boot.ts';
import { closeDatabase, openDatabase } from '@/lib/db.ts';
import type { Env } from '@/lib/env.ts';

export interface RunningConsole extends RunningNode {
  /** Printed once for the machine's owner; null: the set-up is over. */
  readonly setupToken: string | null;
  readonly demoAccounts: readonly DemoAccount[];
}

/** `scripts/console-server.mjs` leaves a function here and is told when everything runs. */
const ON_RUNNING = Symbol.for('wheelhouse.on-running');
type Holder = { [ON_RUNNING]?: (running: RunningConsole) => void };

/** A node with the console: what `boot` starts, and the console's database client, sign-in and first accounts. */
export async function bootConsole(env: Env, projectDir: string): Promise<RunningConsole> {
  const node = await boot(env, projectDir);
  try {
    const database = openDatabase(node.databaseUrl);
    const demo = await database.setting.findUnique({ where: { name: 'demo' } });
    if (demo?.value === true && !env.isDemo)
      throw new Error(
        "This database is the demo's: it has accounts with public passwords. Choose another WHEELHOUSE_DATA_DIR or DATABASE_URL.",
      );
    configureAuth({ secret: env.secret, consoleUrl: env.consoleUrl });
    const running: RunningConsole = {
      ...node,
      demoAccounts: env.isDemo ? await createDemoAccounts(database) : [],
      setupToken: env.isDemo ? null : await ensureSetupToken(database),
      stop: async () => {
        await closeDatabase();
        await node.stop();
      },
    };
    (globalThis as Holder)[ON_RUNNING]?.(running);
    return running;
  } catch (error) {
    await closeDatabase();
    await node.stop();
    throw error;
  }
}
