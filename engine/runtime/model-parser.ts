import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { DeploymentProblem } from '../engine.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import { parseResource } from '../deploy/parse-resource.ts';

export interface ParsedModel { readonly graphs: readonly ProcessGraph[]; readonly problems: readonly DeploymentProblem[] }

/** A model that takes longer is refused; the largest of 1,130 real ones takes well under a tenth of a second. */
const PARSE_TIMEOUT_MS = 10_000;
const WORKER_HEAP_MB = 512;

/**
 * Reads models in a thread of its own with a bounded heap and time, so that no file can stop the engine. Where the
 * bundle of the thread is not at hand (tests that run from sources), the reader's own limits have to do.
 */
export class ModelParser {
  private readonly workerFile: string | null;

  constructor(workerFile: string | null) { this.workerFile = workerFile; }

  async parse(name: string, content: Uint8Array): Promise<ParsedModel> {
    if (this.workerFile === null) return parseResource(name, content);
    const verdict = await this.inThread(this.workerFile, name, content);
    if (verdict !== null) return { graphs: [], problems: verdict };
    // The thread has read it within its limits: reading it again here is as short.
    return parseResource(name, content);
  }

  /** null: the file can be read; otherwise what is wrong with it. */
  private inThread(file: string, name: string, content: Uint8Array): Promise<readonly DeploymentProblem[] | null> {
    return new Promise((settle) => {
      const worker = new Worker(file, { workerData: { name, content }, resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB } });
      const end = (verdict: readonly DeploymentProblem[] | null) => { clearTimeout(timer); void worker.terminate(); settle(verdict); };
      const timer = setTimeout(() => { end([limit(name, `The model takes longer than ${PARSE_TIMEOUT_MS / 1_000} s to read.`)]); }, PARSE_TIMEOUT_MS);
      worker.once('message', (problems: readonly DeploymentProblem[]) => { end(problems.some(({ severity }) => severity === 'error') ? problems : null); });
      worker.once('error', (error) => { end([limit(name, `The model cannot be read: ${error.message}`)]); });
    });
  }
}

function limit(resource: string, message: string): DeploymentProblem {
  return { resource, message, line: null, column: null, elementId: null, severity: 'error', kind: 'limit' };
}

/** The bundle that the build makes of `parse-worker.ts`, if there is one. */
export function builtParseWorker(): string | null {
  const file = fileURLToPath(new URL('../../dist/parse-worker.mjs', import.meta.url));
  const fromRoot = `${process.cwd()}/dist/parse-worker.mjs`;
  return existsSync(fromRoot) ? fromRoot : existsSync(file) ? file : null;
}
