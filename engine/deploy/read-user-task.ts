import type { ElementBase, UserTask } from '../graph/element.ts';
import { readActivity } from './read-activity.ts';
import type { Reading } from './reading.ts';
import type { XmlElement } from './xml-source.ts';

/** User task: waits for a person. In Camunda 8 without `zeebe:userTask`, a job worker stands in for the person. */
export function readUserTask(reading: Reading, source: XmlElement, base: ElementBase): UserTask {
  return {
    ...readActivity(reading, source, base),
    kind: 'userTask',
    ...reading.dialect.userTask(reading.reader, source),
  };
}
