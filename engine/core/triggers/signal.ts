import type { SignalTrigger } from '../../graph/trigger.ts';
import { mapVariables } from '../moves/call-mappings.ts';
import { waitingInstance } from '../moves/catches.ts';
import { completeElement, tokenEnded } from '../moves/complete.ts';
import { nameAt, optionalTextAt, placeOf, placeOfName } from '../moves/evaluate-at.ts';
import { openNamedSubscription } from '../moves/open-subscription.ts';
import { type ReceivedSignal, receiveSignal } from '../moves/receive-signal.ts';
import { interruptScope } from '../moves/terminate.ts';
import { hasScope } from '../moves/token-variables.ts';
import type { ElementInstance, Instance, Key, Subscription } from '../state.ts';
import type { Step } from '../step.ts';
import type { TriggerBehavior } from '../trigger-behavior.ts';

/**
 * Signal: everything that waits for it anywhere, and start events too. It reaches them after the commit of its throw,
 * but what waits in the same tree has it before: in Camunda 7 at once, before the throwing event goes on, which that
 * may end, with a payload of the model; in Camunda 8 with what is local to the throwing event, in the turn of the token
 * that threw it, so that what only begins to wait behind the throw has it not. In Camunda 7 a signal may be thrown
 * asynchronously: then start events and intermediate events have it by jobs (`moves/receive-signal.ts`).
 */
export const signal: TriggerBehavior<SignalTrigger> = {
  allowedAt: [
    'startEvent',
    'intermediateCatchEvent',
    'intermediateThrowEvent',
    'boundaryEvent',
    'endEvent',
    'eventSubProcessStart',
  ],

  prepare(step, trigger, place) {
    const name = nameAt(step, trigger.name, placeOfName(step, place.waiting));
    return () => openNamedSubscription(step, place, 'signal', name, null);
  },

  throw(step, trigger, at) {
    const name = nameAt(step, trigger.name, placeOf(at));
    const variables = mapVariables(step, trigger.payload ?? [], at);
    const isAsync = trigger.isAsync === true;
    const businessKey = optionalTextAt(step, trigger.businessKey, placeOf(at));
    const { tenantId } = step.instance(at.instanceKey);
    const semantics = step.semanticsOf(at.instanceKey);
    if (name === null) {
      completeElement(step, at);
      return;
    }
    step.emit({
      type: 'signalThrown',
      at: step.now,
      name,
      instanceKey: at.instanceKey,
      tenantId,
      businessKey,
      variables,
      isAsync,
    });
    if (semantics.signalsInOwnTree === 'inTurn')
      step.schedule(semantics, [
        {
          run: () => deliverHere(step, { name, tenantId, variables, isAsync }, null),
          whileAlive: rootOf(step, at.instanceKey),
          tokenOf: null,
        },
      ]);
    else deliverHere(step, { name, tenantId, variables, isAsync }, at);
    if (step.isAlive(at.key)) completeElement(step, step.current(at));
  },
};

/** The outermost instance, with which all that could wait ends. */
function rootOf(step: Step, instanceKey: Key): Key {
  const { parentInstanceKey } = step.instance(instanceKey);
  return parentInstanceKey === null ? instanceKey : rootOf(step, parentInstanceKey);
}

const isReached = (receiver: Instance, tenantId: string | null): boolean =>
  !receiver.isSuspended && (receiver.tenantId === null || receiver.tenantId === tenantId);

interface Thrown extends ReceivedSignal {
  readonly name: string;
  readonly tenantId: string | null;
}

/**
 * To those of its tenant and those of nobody that wait now; one that goes on waiting has it once. `thrower`: the event
 * that throws it, where it goes on only afterwards.
 */
function deliverHere(step: Step, { name, tenantId, ...received }: Thrown, thrower: ElementInstance | null): void {
  const waiting: Key[] = [];
  for (const { key, kind, name: of, instanceKey } of step.draft.subscriptions.values())
    if (kind === 'signal' && of === name && isReached(step.instance(instanceKey), tenantId)) waiting.push(key);
  for (const key of waiting) {
    const subscription = step.draft.subscriptions.get(key);
    if (!subscription) continue;
    if (thrower && step.isAlive(thrower.key) && endsOwnScope(step, thrower, subscription))
      endScopeOf(step, thrower, subscription);
    else receiveSignal(step, subscription, received);
  }
}

/**
 * A token that is alone in its scope is the scope itself (Camunda 7). What it throws into an event sub-process that
 * interrupts this very scope ends it before that has begun.
 */
function endsOwnScope(step: Step, thrower: ElementInstance, { elementInstanceKey, elementId }: Subscription): boolean {
  if (elementInstanceKey !== thrower.scopeKey || step.tokenCount(thrower.scopeKey) !== 1) return false;
  const start = step.element(thrower.instanceKey, elementId);
  return start.kind === 'startEvent' && start.isInterrupting === true && !hasScope(step.elementOf(thrower), thrower);
}

function endScopeOf(step: Step, { scopeKey, instanceKey, elementId }: ElementInstance, event: Subscription): void {
  interruptScope(step, step.draft.elements.get(scopeKey) ?? waitingInstance(step, instanceKey), {
    startEventId: event.elementId,
    eventSubProcessId: step.element(instanceKey, event.elementId).parentId ?? '',
    payload: { variables: {} },
  });
  tokenEnded(step, scopeKey, null, elementId);
}
