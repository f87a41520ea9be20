import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseResource } from '../deploy/parse-resource.ts';
import type { DecisionGraph } from '../graph/decision.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import type { Sandbox } from '../runtime/scripts/sandbox.ts';
import { ScenarioEngine } from './scenario-engine.ts';

export const SCENARIOS = dirname(fileURLToPath(import.meta.url));
export const SCRIPT = '.scenario.txt';

/** What a scenario runs on. */
export interface Models {
  readonly graphs: readonly ProcessGraph[];
  readonly decisions: readonly DecisionGraph[];
}
export interface ModelFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Paths of all scenarios, in order. */
export function scenarioFiles(root = SCENARIOS): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(SCRIPT))
    .sort()
    .map((path) => join(root, path));
}

/** The models and decisions that stand beside a scenario, by its name. */
export function filesBeside(script: string): readonly ModelFile[] {
  const name = basename(script, SCRIPT);
  return readdirSync(dirname(script))
    .filter((file) => file.startsWith(`${name}.`) && /\.(bpmn|dmn)$/.test(file))
    .sort()
    .map((file) => ({ name: file, content: readFileSync(join(dirname(script), file)) }));
}

/** Throws, with all problems, what would be refused at deployment. */
export function modelsOf(files: readonly ModelFile[]): Models {
  const parsed = files.map(({ name, content }) => {
    const { graphs, decisions, problems } = parseResource(name, content);
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(errors.map(({ message, line }) => `${name}:${line}: ${message}`).join('\n'));
    return { graphs, decisions };
  });
  return {
    graphs: parsed.flatMap(({ graphs }) => graphs),
    decisions: parsed.flatMap(({ decisions }) => decisions ?? []),
  };
}

/** The text of a scenario with what happens now after each line of its script. */
export function replay(text: string, { graphs, decisions }: Models, sandbox: Sandbox): string {
  const engine = new ScenarioEngine(graphs, sandbox, decisions);
  const lines = text.split('\n');
  const isScript = (line: string): boolean => line.startsWith('> ');
  const head = lines.slice(0, lines.findIndex(isScript));
  const told = lines
    .filter(isScript)
    .flatMap((line) => [line, ...engine.do(line.slice(2)).map((happened) => `  ${happened.replaceAll('\n', '\\n')}`)]);
  return [...head, ...told, engine.end, ''].join('\n');
}
