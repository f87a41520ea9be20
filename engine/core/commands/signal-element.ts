import type { ElementKind } from '../../graph/element.ts';
import type { CommandHandler } from '../command-handler.ts';
import type { SignalElement } from '../commands.ts';
import { completeElement } from '../moves/complete.ts';
import { takeResults } from '../moves/results.ts';
import { terminateTokens } from '../moves/terminate.ts';
import { reject } from '../reject.ts';

/** What a token can be sent on from by hand. */
const WAITS: ReadonlySet<ElementKind> = new Set([
  'receiveTask',
  'intermediateCatchEvent',
  'workerTask',
  'userTask',
  'subProcess',
]);

/**
 * Camunda 7: sends a token on from where it waits, whatever it waits for. What it waited for, and what is in a
 * sub-process, ends with it.
 */
export const signalElement: CommandHandler<SignalElement> = (step, { elementInstanceKey, variables }) => {
  const at = step.draft.elements.get(elementInstanceKey);
  if (!at) return reject('notFound', 'there is no such running element instance', { elementInstanceKey });
  if (step.instance(at.instanceKey).isSuspended)
    return reject('invalidState', 'the instance is suspended', {
      elementInstanceKey,
      instanceKey: at.instanceKey,
      reason: 'suspended',
    });
  const element = step.elementOf(at);
  if (!WAITS.has(element.kind) || at.kind === 'multiInstanceBody')
    return reject('invalidState', `nothing can be sent on from ${element.id}`, {
      elementInstanceKey,
      elementId: element.id,
      reason: 'noWait',
    });
  takeResults(step, element, at, variables);
  terminateTokens(step, at.key);
  completeElement(step, at);
  return { instanceKey: at.instanceKey };
};
