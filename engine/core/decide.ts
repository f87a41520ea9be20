import { COMMANDS } from './commands/index.ts';
import type { Behaviors } from './behaviors.ts';
import type { CommandHandler, Handled } from './command-handler.ts';
import type { Command } from './commands.ts';
import type { CommandResult, Decision, Facts } from './decision.ts';
import { elementBehaviorOf } from './elements/index.ts';
import { emptyTree } from './empty-tree.ts';
import { MissingFacts, Refusal, StepFailure } from './failure.ts';
import { lookAgain } from './moves/conditions.ts';
import { withVariablesLeft } from './moves/variables-left.ts';
import { newTreeKey } from './new-tree.ts';
import { reject } from './reject.ts';
import type { TreeState } from './state.ts';
import { Step } from './step.ts';
import { triggerBehaviorOf } from './triggers/index.ts';

const BEHAVIORS: Behaviors = { ofElement: elementBehaviorOf, ofTrigger: triggerBehaviorOf, lookAgain };

/**
 * What a command does to its tree: events and the state after them, or a rejection, or what the core has to know
 * first. `state` is null only for what makes a tree (`newTreeKey`); it is never changed.
 */
export function decide(state: TreeState | null, command: Command, facts: Facts): Decision {
  return (
    deliberate(state, command, facts).next(Number.POSITIVE_INFINITY) ?? reject('failed', 'the command does not end')
  );
}

/** A decision that is taken in portions, so that a large command need not hold up everything else. */
export interface Deliberation {
  /** Goes on for so many steps; null: there is more to do. */
  next(maxSteps: number): Decision | null;
}

export function deliberate(state: TreeState | null, command: Command, facts: Facts): Deliberation {
  const made = newTreeKey(command);
  const base = state ?? (made === null ? null : emptyTree(made));
  if (!base) return { next: () => reject('notFound', 'there is no such process tree') };
  const step = new Step(base, facts, BEHAVIORS);
  let handling: Generator<undefined, Handled> | null = null;
  let result: CommandResult | null = null;
  return {
    next(maxSteps) {
      try {
        if (result === null) {
          handling ??= handled(step, command);
          const outcome = goOn(handling, maxSteps);
          if (outcome === null) return null;
          if ('kind' in outcome) return outcome;
          result = outcome;
        }
        return step.run(maxSteps) ? accepted(step, withVariablesLeft(step, base, command, result)) : null;
      } catch (failure) {
        return stopped(step, failure);
      }
    },
  };
}

function* handled(step: Step, command: Command): Generator<undefined, Handled> {
  // The registry's type pairs every handler with its own command.
  const handle = COMMANDS[command.type] as CommandHandler;
  const outcome = handle(step, command);
  return Symbol.iterator in outcome ? yield* outcome : outcome;
}

/** null: there is more to do. */
function goOn(handling: Generator<undefined, Handled>, maxSteps: number): Handled | null {
  for (let steps = 0; steps < maxSteps; steps += 1) {
    const { done, value } = handling.next();
    if (done) return value;
  }
  return null;
}

/** What a command comes to that could not be carried through. */
function stopped(step: Step, failure: unknown): Decision {
  if (failure instanceof MissingFacts) return { kind: 'needs', needs: failure.needs };
  if (failure instanceof Refusal) return failure.rejection;
  if (!(failure instanceof StepFailure)) throw failure;
  const { recover } = step;
  if (!recover)
    return reject('failed', failure.withAdvice, {
      incidentType: failure.incidentType,
      exception: failure.exception,
      bareException: failure.bareException,
      elementId: failure.elementId,
    });
  step.recover = null;
  try {
    return accepted(step, recover(failure));
  } catch (next) {
    return stopped(step, next);
  }
}

function accepted(step: Step, result: CommandResult): Decision {
  return {
    kind: 'accepted',
    events: step.events,
    state: step.draft.toState(),
    result: { ...result, isInstanceEnded: step.draft.instances.size === 0 },
  };
}
