import pg from 'pg';
import { startEngine } from '@/engine/index.ts';
import { batchGuard } from './batch-guard.ts';

/** A node of its own process for tests that kill it: the engine with the guard of the console's batches. */
const [, , databaseUrl] = process.argv;
if (databaseUrl === undefined) throw new Error('The database is not named.');
await startEngine({
  databaseUrl,
  isJobExecutorOn: true,
  itemGuard: batchGuard(new pg.Pool({ connectionString: databaseUrl, max: 2 })),
});
process.stdout.write('ready\n');
