import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseResource } from '../deploy/parse-resource.ts';
import type { DecisionGraph } from '../graph/decision.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import { loadSandbox } from '../runtime/scripts/sandbox.ts';
import { ScenarioEngine } from './scenario-engine.ts';

const folder = dirname(fileURLToPath(import.meta.url));
const SCRIPT = '.scenario.txt';
const sandbox = await loadSandbox();

/**
 * A scenario is one readable text: its lines with `>` are the script, the others what happened. Run vitest with `-u`
 * to write the traces anew after looking at the difference.
 */
describe('golden scenarios', () => {
  for (const path of scenarioFiles(folder)) {
    test(path.slice(folder.length + 1, -SCRIPT.length), async () => {
      const text = readFileSync(path, 'utf8');
      await expect(replay(text, modelsBeside(path))).toMatchFileSnapshot(path);
    });
  }
});

interface Models {
  readonly graphs: readonly ProcessGraph[];
  readonly decisions: readonly DecisionGraph[];
}

function replay(text: string, { graphs, decisions }: Models): string {
  const engine = new ScenarioEngine(graphs, sandbox, decisions);
  const lines = text.split('\n');
  const isScript = (line: string): boolean => line.startsWith('> ');
  const head = lines.slice(0, lines.findIndex(isScript));
  const told = lines
    .filter(isScript)
    .flatMap((line) => [line, ...engine.do(line.slice(2)).map((happened) => `  ${happened.replaceAll('\n', '\\n')}`)]);
  return [...head, ...told, engine.end, ''].join('\n');
}

function modelsBeside(script: string): Models {
  const name = basename(script, SCRIPT);
  const parsed = filesOf(dirname(script), (file) => file.startsWith(`${name}.`) && /\.(bpmn|dmn)$/.test(file)).map(
    (path) => {
      const { graphs, decisions, problems } = parseResource(basename(path), readFileSync(path));
      const errors = problems.filter(({ severity }) => severity === 'error');
      if (errors.length > 0)
        throw new Error(errors.map(({ message, line }) => `${basename(path)}:${line}: ${message}`).join('\n'));
      return { graphs, decisions };
    },
  );
  return {
    graphs: parsed.flatMap(({ graphs }) => graphs),
    decisions: parsed.flatMap(({ decisions }) => decisions ?? []),
  };
}

function scenarioFiles(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(SCRIPT))
    .sort()
    .map((path) => join(root, path));
}

function filesOf(root: string, isWanted: (file: string) => boolean): readonly string[] {
  return readdirSync(root)
    .filter(isWanted)
    .sort()
    .map((file) => join(root, file));
}
