import type { Trigger } from '../graph/trigger.ts';
import type { ElementBehavior } from './element-behavior.ts';
import type { ElementInstanceKind } from './state.ts';
import type { Step } from './step.ts';
import type { TriggerBehavior } from './trigger-behavior.ts';

/**
 * All positions and event definitions. They act through the moves, and the moves come back to them only through this,
 * which a step carries: so no file of a kind and no move imports its way round to itself.
 */
export interface Behaviors {
  ofElement(kind: ElementInstanceKind): ElementBehavior;
  ofTrigger(trigger: Pick<Trigger, 'kind'>): TriggerBehavior;
  /** What waits for conditions looks at what has changed. */
  lookAgain(step: Step): void;
}
