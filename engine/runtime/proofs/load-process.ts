import { writeSync } from 'node:fs';
import { lease, start, testEngine } from './test-engine.ts';

/**
 * A node under load, for a test that kills it: starts and completes as fast as it can, and writes each answer that it
 * got to its output, at once. `tsx load-process.ts <database url> <definition key> <topic>`.
 */
const CLIENTS = 16;
const LEASE_MS = 1_500;

const [databaseUrl = '', definitionKey = '', topic = ''] = process.argv.slice(2);
const say = (line: string): void => {
  writeSync(1, `${line}\n`);
};

const { engine } = await testEngine(databaseUrl);
say('ready');

async function startAlways(): Promise<void> {
  for (;;) say(`started ${await start(engine, definitionKey)}`);
}

async function completeAlways(worker: string): Promise<void> {
  for (;;) {
    const jobs = await lease(engine, topic, { worker, maxJobs: 4, waitMs: 1_000, leaseMs: LEASE_MS });
    for (const job of jobs) {
      const outcome = await engine.execute({
        type: 'completeJob',
        jobKey: job.key,
        worker,
        variables: { by: { type: 'String', text: worker } },
      });
      if (outcome.kind === 'executed') say(`completed ${job.key} ${job.instanceKey}`);
    }
  }
}

await Promise.all(Array.from({ length: CLIENTS }, (_, n) => [startAlways(), completeAlways(`child ${n}`)]).flat());
