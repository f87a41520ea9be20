import type { ElementBase, ReceiveTask } from '../graph/element.ts';
import { readActivity } from './read-activity.ts';
import { readMessage } from './read-message.ts';
import type { Trigger } from '../graph/trigger.ts';
import type { Reading } from './reading.ts';
import { refuseInstantiating } from './refuse-instantiating.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/**
 * Receive task: waits for a message. Camunda 7 also takes one without, which waits until its execution is signalled.
 */
export function readReceiveTask(reading: Reading, source: XmlElement, base: ElementBase): ReceiveTask | null {
  refuseInstantiating(reading, source, base);
  const activity = readActivity(reading, source, base);
  const isBare = reading.dialect.receivesWithoutMessage && attributeOf(source, 'messageRef') === undefined;
  const trigger: Trigger | null = isBare ? { kind: 'none' } : readMessage(reading, source, source);
  return trigger && { ...activity, kind: 'receiveTask', trigger };
}
