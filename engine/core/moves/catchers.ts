import type { ActivityBase, BoundaryEvent, Element, StartEvent } from '../../graph/element.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import type { Waiting } from '../trigger-behavior.ts';
import { boundariesOf, eventStartsOf, waitingInstance } from './catches.ts';

/**
 * An event that might catch what climbs, and who waits there: the host of a boundary event, the scope around an event
 * sub-process.
 */
export interface Catcher {
  readonly waiting: Waiting;
  readonly event: BoundaryEvent | StartEvent;
}

/** One stop of the climb: events that are asked together, and the call activities that were left on the way. */
export interface Stop {
  readonly catchers: readonly Catcher[];
  readonly crossed: readonly ElementInstance[];
}

/** One scope on the way, with its event sub-processes and its boundary events. */
export interface ScopeOnTheWay {
  readonly waiting: Waiting;
  readonly starts: readonly Catcher[];
  readonly boundaries: readonly Catcher[];
  readonly isInterrupted: boolean;
}

/**
 * Where errors and escalations are looked for: from a scope outwards, across call activities. In Camunda 7 the event
 * sub-processes of a scope are asked before its boundary, and the one out of which it comes is left out; Camunda 8 asks
 * both together. Out of a handler of Camunda 7 the climb goes on around the handler, wherever the throwing event is.
 * `left` says what is asked of a scope that was interrupted in Camunda 8; from there, and from one that is about to end,
 * the climb goes on at the caller.
 */
export function* climbFrom(step: Step, from: Key, left: (scope: ScopeOnTheWay) => readonly Catcher[]): Generator<Stop> {
  const crossed: ElementInstance[] = [];
  let leftId: string | null = null;
  // Where a handler is in the model, until the climb has come there.
  let handlerScopeId: string | null = null;
  for (let key: Key | null = from; key !== null; ) {
    const at: ElementInstance | undefined = step.draft.elements.get(key);
    if (handlerScopeId !== null && at && at.elementId !== handlerScopeId) {
      key = at.scopeKey;
      continue;
    }
    handlerScopeId =
      at && isHandlerInItsScope(step, at)
        ? (step.elementOf(at).parentId ?? step.graphOf(at.instanceKey).processId)
        : null;
    if (at && at.calledInstanceKey !== null) crossed.push(at);
    const instanceKey: Key = at?.instanceKey ?? key;
    const { catchOrder, interruptedScopeCatches } = step.semanticsOf(instanceKey);
    const scope = scopeAt(step, key, at, catchOrder === 'insideFirst' ? leftId : null);
    if (step.endings.isTerminating(key) || (scope.isInterrupted && !interruptedScopeCatches)) {
      if (!step.endings.isTerminating(key)) yield { catchers: left(scope), crossed };
      leftId = null;
      key = step.instance(instanceKey).parentElementInstanceKey;
      continue;
    }
    if (catchOrder === 'codeFirst') yield { catchers: [...scope.starts, ...scope.boundaries], crossed };
    else for (const catchers of [scope.starts, scope.boundaries]) yield { catchers, crossed };
    leftId = at?.elementId ?? null;
    key = at ? at.scopeKey : step.instance(key).parentElementInstanceKey;
  }
}

function isHandlerInItsScope(step: Step, at: ElementInstance): boolean {
  return (
    (step.elementOf(at) as Partial<ActivityBase>).isForCompensation === true &&
    step.semanticsOf(at.instanceKey).compensation === 'inItsScopes'
  );
}

/** Of several events the one of the very code, else the one of all codes. */
export function catcherOf<C extends { readonly code: string | undefined }>(
  catchers: readonly C[],
  code: string,
): C | undefined {
  return catchers.find((catcher) => catcher.code === code) ?? catchers.find((catcher) => catcher.code === undefined);
}

function scopeAt(step: Step, key: Key, at: ElementInstance | undefined, leftId: string | null): ScopeOnTheWay {
  const waiting: Waiting = at ?? waitingInstance(step, key);
  const starts = at
    ? eventStartsOf(step, step.elementOf(at), at)
    : step.graphOf(key).eventStartIds.map((id) => step.element(key, id));
  return {
    waiting,
    starts: catchersOf(
      starts.filter(({ parentId }) => parentId !== leftId),
      waiting,
    ),
    boundaries: at ? catchersOf(boundariesOf(step, step.elementOf(at), at), waiting) : [],
    isInterrupted: isInterrupted(step, key),
  };
}

function catchersOf(events: readonly Element[], waiting: Waiting): Catcher[] {
  return events.flatMap((event) =>
    event.kind === 'boundaryEvent' || event.kind === 'startEvent' ? [{ waiting, event }] : [],
  );
}

/** An interrupting event sub-process runs in the scope. */
function isInterrupted(step: Step, scopeKey: Key): boolean {
  if (step.endings.afterInterruption(scopeKey)) return true;
  for (const key of step.draft.tokensIn(scopeKey) ?? []) {
    const token = step.draft.elements.get(key);
    if (token?.kind !== 'eventSubProcess') continue;
    const element = step.elementOf(token);
    const start =
      element.kind === 'eventSubProcess' ? step.element(token.instanceKey, element.startEventId) : undefined;
    if (start?.kind === 'startEvent' && start.isInterrupting) return true;
  }
  return false;
}
