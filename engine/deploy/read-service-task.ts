import type { Element, ElementBase } from '../graph/element.ts';
import { readActivity } from './read-activity.ts';
import type { Reading } from './reading.ts';
import type { XmlElement } from './xml-source.ts';

/**
 * Service, send and business rule tasks: work for a worker (external task, job), or in Camunda 7 an expression. Without
 * either they are refused, for nothing would be done.
 */
export function readServiceTask(reading: Reading, source: XmlElement, base: ElementBase): Element | null {
  const { reader, dialect } = reading;
  const activity = readActivity(reading, source, base);
  const work = dialect.work(reader, source);
  if (work) return { ...activity, kind: 'workerTask', work };
  const logic = dialect.logic(reader, source);
  if (logic) return { ...activity, kind: 'expressionTask', logic };
  if (!reader.isUnsupported(base.id)) reader.problem(source, dialect.missingWork(source));
  return null;
}
