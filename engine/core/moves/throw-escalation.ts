import type { VariableValue } from '../../graph/variable-value.ts';
import type { EscalationTrigger } from '../../graph/trigger.ts';
import type { Key } from '../state.ts';
import type { Step } from '../step.ts';
import { ensureCallerGoesOn, takeCalledResults } from './called-instances.ts';
import { catcherOf, climbFrom, type Catcher, type ScopeOnTheWay } from './catchers.ts';
import { deliver } from './catches.ts';

/** What became of an escalation; `ended`: who threw it has ended by it. */
export type Escalated = 'ignored' | 'caught' | 'ended';

interface EscalationCatcher extends Catcher {
  readonly code: string | undefined;
  readonly trigger: EscalationTrigger;
}

/**
 * Climbs from a scope outwards to the first event that catches the escalation. One that interrupts ends the thrower
 * with everything in its scope; otherwise that goes on beside.
 */
export function throwEscalation(step: Step, from: Key, code: string): Escalated {
  for (const { catchers, crossed } of climbFrom(step, from, (scope) => leftOf(step, scope))) {
    const catcher = catcherOf(catchers.flatMap(escalationCatcher), code);
    if (!catcher) continue;
    if (catcher.event.kind === 'startEvent' && makesRoom(step, catcher.waiting.key)) return 'ended';
    const caller = crossed.at(-1);
    if (caller) ensureCallerGoesOn(step, caller);
    // Camunda 7 brings results out of the called instances, also of those that go on.
    for (const caller of crossed)
      if (step.semanticsOf(caller.instanceKey).errorVariables === 'propagate') takeCalledResults(step, caller);
    const { codeVariable } = catcher.trigger;
    const variables: Record<string, VariableValue> =
      codeVariable === undefined ? {} : { [codeVariable]: { type: 'String', text: code } };
    deliver(step, catcher.waiting.key, catcher.event.id, { variables, caught: { code } });
    return catcher.event.isInterrupting ? 'ended' : 'caught';
  }
  return 'ignored';
}

/**
 * Where an interrupting event sub-process runs, the others are no longer there, but the boundary is. Until it begins they
 * still stand before the boundary, and who throws to them is about to end.
 */
function leftOf(step: Step, { waiting, starts, boundaries }: ScopeOnTheWay): readonly Catcher[] {
  return makesRoom(step, waiting.key) ? [...starts, ...boundaries] : boundaries;
}

const makesRoom = (step: Step, scopeKey: Key): boolean =>
  step.endings.afterInterruption(scopeKey)?.kind === 'eventSubProcess';

function escalationCatcher(catcher: Catcher): EscalationCatcher[] {
  const { trigger } = catcher.event;
  return trigger.kind === 'escalation' ? [{ ...catcher, trigger, code: trigger.code?.text }] : [];
}
