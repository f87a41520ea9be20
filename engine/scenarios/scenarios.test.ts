import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadSandbox } from '../runtime/scripts/sandbox.ts';
import { filesBeside, modelsOf, replay, SCENARIOS, SCRIPT, scenarioFiles } from './replay.ts';

const sandbox = await loadSandbox();

/**
 * A scenario is one readable text: its lines with `>` are the script, the others what happened. Run vitest with `-u`
 * to write the traces anew after looking at the difference.
 */
describe('golden scenarios', () => {
  for (const path of scenarioFiles()) {
    test(path.slice(SCENARIOS.length + 1, -SCRIPT.length), async () => {
      const text = readFileSync(path, 'utf8');
      await expect(replay(text, modelsOf(filesBeside(path)), sandbox)).toMatchFileSnapshot(path);
    });
  }
});
