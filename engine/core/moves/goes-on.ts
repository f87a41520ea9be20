import type { Key } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * After somebody has brought variables from outside: conditions look at them first, and what they start runs to its
 * wait states. False: it has ended the element instance, for which there is nothing left to do.
 */
export function goesOn(step: Step, key: Key): boolean {
  if (step.hasCauses) step.run();
  return step.isAlive(key);
}
