import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseResource } from '../deploy/parse-resource.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import { ScenarioEngine } from './scenario-engine.ts';

const folder = dirname(fileURLToPath(import.meta.url));
const SCRIPT = '.scenario.txt';

/**
 * A scenario is one readable text: its lines with `>` are the script, the others what happened. Run vitest with `-u`
 * to write the traces anew after looking at the difference.
 */
describe('golden scenarios', () => {
  for (const path of scenarioFiles(folder)) {
    test(path.slice(folder.length + 1, -SCRIPT.length), async () => {
      const text = readFileSync(path, 'utf8');
      await expect(replay(text, graphsBeside(path))).toMatchFileSnapshot(path);
    });
  }
});

function replay(text: string, graphs: readonly ProcessGraph[]): string {
  const engine = new ScenarioEngine(graphs);
  const lines = text.split('\n');
  const isScript = (line: string): boolean => line.startsWith('> ');
  const head = lines.slice(0, lines.findIndex(isScript));
  const told = lines.filter(isScript).flatMap((line) => [line, ...engine.do(line.slice(2)).map((happened) => `  ${happened.replaceAll('\n', '\\n')}`)]);
  return [...head, ...told, engine.end, ''].join('\n');
}

function graphsBeside(script: string): readonly ProcessGraph[] {
  const name = basename(script, SCRIPT);
  return filesOf(dirname(script), (file) => file === `${name}.bpmn` || (file.startsWith(`${name}.`) && file.endsWith('.bpmn'))).flatMap((path) => {
    const { graphs, problems } = parseResource(basename(path), readFileSync(path));
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(errors.map(({ message, line }) => `${basename(path)}:${line}: ${message}`).join('\n'));
    return graphs;
  });
}

function scenarioFiles(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith(SCRIPT)).sort().map((path) => join(root, path));
}

function filesOf(root: string, isWanted: (file: string) => boolean): readonly string[] {
  return readdirSync(root).filter(isWanted).sort().map((file) => join(root, file));
}
