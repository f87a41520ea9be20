import { setFlagsFromString } from 'node:v8';

/** The first Node whose V8 counts calls instead of bytecode and has a quick optimising compiler before the thorough one. */
const COUNTS_CALLS_SINCE = 22;
/** Calls of a function before the thorough compiler looks at it; V8 has 3,000 of itself. */
const CALLS_BEFORE_OPTIMISATION = 9_000;
/** Bytes of bytecode that run before a function is looked at for optimisation by older Nodes; V8 has 67,584 of itself. */
const INTERRUPT_BUDGET = 200_000;

/**
 * In the first minutes after a start the compiler's threads take as much processor as the work itself, and PostgreSQL
 * wants the same processors. So functions count from their first call on how they are used, and are optimised later, when
 * that is known better: what is then compiled seldom has to be compiled again (docs/performance.md).
 */
export function compileSparingly() {
  setFlagsFromString('--no-lazy-feedback-allocation');
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= COUNTS_CALLS_SINCE) setFlagsFromString(`--invocation-count-for-turbofan=${CALLS_BEFORE_OPTIMISATION}`);
  else setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`);
}
