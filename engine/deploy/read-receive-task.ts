import type { ElementBase, ReceiveTask } from '../graph/element.ts';
import { readActivity } from './read-activity.ts';
import { readMessage } from './read-message.ts';
import type { Reading } from './reading.ts';
import type { XmlElement } from './xml-source.ts';

/** Receive task: waits for a message. Camunda 7 also takes one without, which only a signal to its execution ends: refused. */
export function readReceiveTask(reading: Reading, source: XmlElement, base: ElementBase): ReceiveTask | null {
  const activity = readActivity(reading, source, base);
  const trigger = readMessage(reading, source, source);
  return trigger && { ...activity, kind: 'receiveTask', trigger };
}
