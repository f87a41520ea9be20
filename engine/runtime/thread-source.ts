import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a thread beside the engine is started with. */
export interface ThreadSource {
  readonly script: string | URL;
  readonly isCode: boolean;
}

/** Folders whose sources the bundle is made of. */
const SOURCE_FOLDERS = ['core', 'decisions', 'deploy', 'expressions', 'graph', 'runtime'];

/** The threads, by the file that each begins with, below `engine/runtime`. */
export type ThreadName = 'models/parse-worker' | 'scripts/script-worker';

/**
 * The build's bundle of a thread; where the sources beside it are newer (tests, development) the sources
 * themselves, by the loader for TypeScript. null: neither is there. Paths go from the working directory, because
 * bundlers would take a path relative to this module for a file of their own.
 */
export function threadSource(name: ThreadName): ThreadSource | null {
  const bundle = join(process.cwd(), 'dist', `${name.split('/').at(-1)}.mjs`);
  const engine = join(process.cwd(), 'engine');
  const source = join(engine, 'runtime', `${name}.ts`);
  const hasSources = existsSync(source) && existsSync(join(process.cwd(), 'node_modules', 'tsx'));
  if (existsSync(bundle) && !(hasSources && newestIn(engine) > statSync(bundle).mtimeMs))
    return { script: pathToFileURL(bundle), isCode: false };
  return hasSources ? { script: fromSource(source), isCode: true } : null;
}

/** A thread does not take the loader over from `--import`, so it has to ask for it. */
function fromSource(file: string): string {
  return `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(pathToFileURL(file).href)}); })`;
}

function newestIn(engine: string): number {
  const times = SOURCE_FOLDERS.map((folder) => join(engine, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
    );
  return Math.max(0, ...times);
}
