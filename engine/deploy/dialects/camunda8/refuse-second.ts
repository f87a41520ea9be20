import type { ModelReader } from '../../model-reader.ts';
import type { XmlElement } from '../../xml-source.ts';
import { idOf, ownExtensions } from './attributes.ts';

/** What an element has once; others are counted where they are read, and say so in words of their own. */
const ONCE = [
  'ioMapping',
  'taskHeaders',
  'executionListeners',
  'userTask',
  'assignmentDefinition',
  'taskSchedule',
  'priorityDefinition',
] as const;

export function refuseSecond(reader: ModelReader, source: XmlElement): void {
  for (const name of ONCE) {
    const found = ownExtensions(source, name);
    const [, second] = found;
    if (second) reader.problem(second, `Collection expected to have <1> entry but has <${found.length}>`, idOf(source));
  }
}
