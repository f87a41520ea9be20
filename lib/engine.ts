import type { Engine } from '@/engine/index.ts';

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
