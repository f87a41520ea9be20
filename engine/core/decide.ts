import { COMMANDS } from './commands/index.ts';
import type { Behaviors } from './behaviors.ts';
import type { CommandHandler } from './command-handler.ts';
import type { Command } from './commands.ts';
import type { Decision, Facts } from './decision.ts';
import { elementBehaviorOf } from './elements/index.ts';
import { emptyTree } from './empty-tree.ts';
import { MissingFacts, Refusal, StepFailure } from './failure.ts';
import { reject } from './reject.ts';
import type { TreeState } from './state.ts';
import { Step } from './step.ts';
import { triggerBehaviorOf } from './triggers/index.ts';

const BEHAVIORS: Behaviors = { ofElement: elementBehaviorOf, ofTrigger: triggerBehaviorOf };

/**
 * What a command does to its tree: events and the state after them, or a rejection, or what the core has to know
 * first. `state` is null only for `startInstance`; it is never changed.
 */
export function decide(state: TreeState | null, command: Command, facts: Facts): Decision {
  const base = state ?? (command.type === 'startInstance' ? emptyTree(command.instanceKey) : null);
  if (!base) return reject('notFound', 'there is no such process tree');
  const step = new Step(base, facts, BEHAVIORS);
  try {
    // The registry's type pairs every handler with its own command.
    const handle = COMMANDS[command.type] as CommandHandler;
    const result = handle(step, command);
    if ('kind' in result) return result;
    step.run();
    const isInstanceEnded = step.draft.instances.size === 0;
    return { kind: 'accepted', events: step.events, state: step.draft.toState(), result: { ...result, isInstanceEnded } };
  } catch (failure) {
    if (failure instanceof MissingFacts) return { kind: 'needs', needs: failure.needs };
    if (failure instanceof Refusal) return failure.rejection;
    if (failure instanceof StepFailure) return reject('failed', failure.message, { incidentType: failure.incidentType, exception: failure.exception });
    throw failure;
  }
}
