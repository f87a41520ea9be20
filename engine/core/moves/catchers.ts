import type { BoundaryEvent, Element, StartEvent } from '../../graph/element.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import type { Waiting } from '../trigger-behavior.ts';
import { boundariesOf, eventStartsOf, waitingInstance } from './catches.ts';

/** An event that might catch what climbs, and who waits there: the host of a boundary event, the scope around an event sub-process. */
export interface Catcher { readonly waiting: Waiting; readonly event: BoundaryEvent | StartEvent }

/** One stop of the climb: events that are asked together, and the call activities that were left on the way. */
export interface Stop { readonly catchers: readonly Catcher[]; readonly crossed: readonly ElementInstance[] }

/**
 * Where errors and escalations are looked for: from a scope outwards, across call activities, in each scope the event
 * sub-processes before the boundary events. The event sub-process out of which it comes is left out; so is in Camunda 8
 * a whole scope that was interrupted.
 */
export function* climbFrom(step: Step, from: Key): Generator<Stop> {
  const crossed: ElementInstance[] = [];
  let leftId: string | null = null;
  for (let key: Key | null = from; key !== null;) {
    const at: ElementInstance | undefined = step.draft.elements.get(key);
    if (at && at.calledInstanceKey !== null) crossed.push(at);
    const waiting: Waiting = at ?? waitingInstance(step, key);
    if (!isPassedBy(step, waiting)) {
      const starts = at ? eventStartsOf(step, step.elementOf(at), at) : step.graphOf(key).eventStartIds.map((id) => step.element(waiting.instanceKey, id));
      yield { catchers: catchersOf(starts.filter(({ parentId }) => parentId !== leftId), waiting), crossed };
      if (at) yield { catchers: catchersOf(boundariesOf(step, step.elementOf(at), at), waiting), crossed };
    }
    leftId = at?.elementId ?? null;
    key = at ? at.scopeKey : step.instance(key).parentElementInstanceKey;
  }
}

function catchersOf(events: readonly Element[], waiting: Waiting): Catcher[] {
  return events.flatMap((event) => (event.kind === 'boundaryEvent' || event.kind === 'startEvent' ? [{ waiting, event }] : []));
}

function isPassedBy(step: Step, { key, instanceKey }: Waiting): boolean {
  return !step.semanticsOf(instanceKey).interruptedScopeCatches && isInterrupted(step, key);
}

/** An interrupting event sub-process runs in the scope. */
function isInterrupted(step: Step, scopeKey: Key): boolean {
  for (const key of step.draft.tokensIn(scopeKey) ?? []) {
    const token = step.draft.elements.get(key);
    if (token?.kind !== 'eventSubProcess') continue;
    const element = step.elementOf(token);
    const start = element.kind === 'eventSubProcess' ? step.element(token.instanceKey, element.startEventId) : undefined;
    if (start?.kind === 'startEvent' && start.isInterrupting) return true;
  }
  return false;
}
