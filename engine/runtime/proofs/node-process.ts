import { writeSync } from 'node:fs';
import { testEngine } from './test-engine.ts';

/** A node that works on whatever is due, for a test that kills it. `tsx node-process.ts <database url>`. */
const [databaseUrl = ''] = process.argv.slice(2);
await testEngine(databaseUrl);
writeSync(1, 'ready\n');
