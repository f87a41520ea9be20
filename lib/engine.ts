import type { Engine, ProcessGraph } from '@/engine/index.ts';
import { log } from '@/lib/log.ts';

// Next compiles instrumentation and routes apart: the one engine of the process can only be met on globalThis.
const ENGINE = Symbol.for('wheelhouse.engine');
type Holder = { [ENGINE]?: Engine };

/** The engine of this process. Throws before boot has finished. */
export function getEngine(): Engine {
  const engine = (globalThis as Holder)[ENGINE];
  if (engine === undefined) throw new Error('The engine is not running yet: boot has not finished.');
  return engine;
}

/** Called by boot, with null when the engine has stopped. */
export function registerEngine(engine: Engine | null): void {
  if (engine) (globalThis as Holder)[ENGINE] = engine;
  else delete (globalThis as Holder)[ENGINE];
}

/**
 * A model for the names of its elements. null: there is none, or it cannot be read: sentences then have ids, and nothing
 * fails for it.
 */
export async function readGraph(
  engine: Pick<Engine, 'definition'>,
  which: { readonly key: string } | { readonly processId: string },
): Promise<ProcessGraph | null> {
  try {
    return (await engine.definition(which))?.graph ?? null;
  } catch (error) {
    log('warn', 'A model could not be read for the names of its elements', { ...which, error });
    return null;
  }
}
