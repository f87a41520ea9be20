import type { Element, ElementBase } from '../graph/element.ts';
import { readActivity } from './read-activity.ts';
import type { Reading } from './reading.ts';
import type { XmlElement } from './xml-source.ts';

/** Script task: code that the engine runs itself, or in Camunda 8 perhaps work for a worker. */
export function readScriptTask(reading: Reading, source: XmlElement, base: ElementBase): Element | null {
  const { reader, dialect } = reading;
  const activity = readActivity(reading, source, base);
  const before = reader.problems.length;
  const logic = dialect.scriptTask(reader, source);
  const work = dialect.work(reader, source);
  if (work && logic) {
    reader.problem(source, dialect.missingWork(source));
    return null;
  }
  if (work) return { ...activity, kind: 'workerTask', work };
  if (logic) return { ...activity, kind: 'expressionTask', logic };
  // What is wrong with its script has been said.
  if (reader.problems.length === before) reader.problem(source, dialect.missingWork(source));
  return null;
}
