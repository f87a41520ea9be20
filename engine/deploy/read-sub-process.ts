import type { ElementBase, SubProcess } from '../graph/element.ts';
import { readActivity } from './read-activity.ts';
import { hasStart, readScope } from './read-scope.ts';
import type { Reading } from './reading.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/** Embedded sub-process: a scope of its own with exactly one start event of type none. Alike in both. */
export function readSubProcess(reading: Reading, source: XmlElement, base: ElementBase): SubProcess | null {
  const { reader, dialect, elements } = reading;
  // Refused with the vocabulary.
  if (attributeOf(source, 'triggeredByEvent') === 'true') return null;
  const activity = readActivity(reading, source, base);
  const starts = readScope(reading, source, base.id);
  const [first] = starts;
  if (!first) {
    if (!hasStart(source)) dialect.refusals.noStart(reader, source);
    return null;
  }
  dialect.refusals.manyStarts(reader, source, starts);
  const childIds = [...elements.values()].filter((element) => element.parentId === base.id).map((element) => element.id);
  return { ...activity, kind: 'subProcess', childIds, startEventId: attributeOf(first.source, 'id') ?? '' };
}
