import type { ElementBase, EventSubProcess, ScopeBase, SubProcess } from '../graph/element.ts';
import { bpmnChild } from './model-reader.ts';
import { readActivity } from './read-activity.ts';
import { hasStart, readScope } from './read-scope.ts';
import { isEventSubProcess } from './read-start-event.ts';
import type { Reading } from './reading.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/**
 * Sub-process: a scope of its own with exactly one start event, of type none in an embedded one and of another type in
 * an event sub-process, which stands apart from the flow. Alike in both.
 */
export function readSubProcess(
  reading: Reading,
  source: XmlElement,
  base: ElementBase,
): SubProcess | EventSubProcess | null {
  if (isEventSubProcess(source)) return readEventSubProcess(reading, source, base);
  const activity = readActivity(reading, source, base);
  const scope = readChildren(reading, source, base);
  const compensationStartId = scope?.eventStartIds.find((id) => {
    const start = reading.elements.get(id);
    return start?.kind === 'startEvent' && start.trigger.kind === 'compensation';
  });
  return (
    scope && {
      ...activity,
      kind: 'subProcess',
      ...scope,
      ...(compensationStartId !== undefined && { compensationStartId }),
    }
  );
}

function readEventSubProcess(reading: Reading, source: XmlElement, base: ElementBase): EventSubProcess | null {
  const { reader } = reading;
  const loop = bpmnChild(source, 'multiInstanceLoopCharacteristics');
  if (loop) reader.unsupported(loop, 'A multi-instance event sub-process', base.id);
  for (const id of base.incoming)
    reader.problem(reading.sources.get(id) ?? source, 'Invalid incoming sequence flow of event subprocess', id);
  for (const id of base.outgoing)
    reader.problem(reading.sources.get(id) ?? source, 'Invalid outgoing sequence flow of event subprocess', id);
  const { multiInstance: _refused, ...activity } = readActivity(reading, source, base);
  const scope = readChildren(reading, source, base);
  return scope && { ...activity, kind: 'eventSubProcess', ...scope };
}

/** Everything in a sub-process; null after a problem with its start event was reported. */
function readChildren(reading: Reading, source: XmlElement, base: ElementBase): ScopeBase | null {
  const { reader, dialect, elements } = reading;
  const { starts, eventStartIds } = readScope(reading, source, base.id);
  const [first] = starts;
  if (hasStart(source)) dialect.refusals.manyStarts(reader, source, starts);
  else dialect.refusals.noStart(reader, source);
  if (!first) return null;
  const childIds = [...elements.values()]
    .filter((element) => element.parentId === base.id)
    .map((element) => element.id);
  return { childIds, startEventId: attributeOf(first.source, 'id') ?? '', eventStartIds };
}
