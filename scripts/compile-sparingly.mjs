import { setFlagsFromString } from 'node:v8';

/** Bytes of bytecode that run before a function is looked at for optimisation; V8 has 67,584 of itself. */
const INTERRUPT_BUDGET = 200_000;

/**
 * In the first minutes after a start the compiler's threads take as much processor as the work itself, and PostgreSQL
 * wants the same processors. So functions count from their first call on how they are used, and are optimised later, when
 * that is known better: what is then compiled seldom has to be compiled again (docs/performance.md).
 */
export function compileSparingly() {
  setFlagsFromString('--no-lazy-feedback-allocation');
  setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`);
}
