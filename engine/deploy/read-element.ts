import type { Element, ElementBase } from '../graph/element.ts';
import { readActivity } from './read-activity.ts';
import { readAdHocSubProcess } from './read-ad-hoc-sub-process.ts';
import { readBoundaryEvent } from './read-boundary-event.ts';
import { readBusinessRuleTask } from './read-business-rule-task.ts';
import { readCallActivity } from './read-call-activity.ts';
import { readCatchEvent } from './read-catch-event.ts';
import { readEventBasedGateway } from './read-event-based-gateway.ts';
import { readExclusiveGateway } from './read-exclusive-gateway.ts';
import { readInclusiveGateway } from './read-inclusive-gateway.ts';
import { readReceiveTask } from './read-receive-task.ts';
import { readScriptTask } from './read-script-task.ts';
import { readServiceTask } from './read-service-task.ts';
import { readStartEvent } from './read-start-event.ts';
import { readSubProcess } from './read-sub-process.ts';
import { readEndEvent, readThrowEvent } from './read-throw-event.ts';
import { readUserTask } from './read-user-task.ts';
import type { Reading } from './reading.ts';
import type { XmlElement } from './xml-source.ts';

/** Reads the tag of one position; null after a problem was reported. */
export type ReadElement = (reading: Reading, source: XmlElement, base: ElementBase) => Element | null;

/** One file per kind; a tag that is missing here was refused with the vocabulary. */
const READERS: ReadonlyMap<string, ReadElement> = new Map<string, ReadElement>([
  ['startEvent', readStartEvent],
  ['intermediateCatchEvent', readCatchEvent],
  ['intermediateThrowEvent', readThrowEvent],
  ['boundaryEvent', readBoundaryEvent],
  ['endEvent', readEndEvent],
  ['serviceTask', readServiceTask],
  ['sendTask', readServiceTask],
  ['businessRuleTask', readBusinessRuleTask],
  ['scriptTask', readScriptTask],
  ['userTask', readUserTask],
  ['receiveTask', readReceiveTask],
  ['callActivity', readCallActivity],
  ['subProcess', readSubProcess],
  ['adHocSubProcess', readAdHocSubProcess],
  ['transaction', readSubProcess],
  ['exclusiveGateway', readExclusiveGateway],
  ['inclusiveGateway', readInclusiveGateway],
  ['eventBasedGateway', readEventBasedGateway],
  // Nothing to say about these beyond their base: all their outgoing flows are taken, and nothing is done.
  ['parallelGateway', (_reading, _source, base) => ({ ...base, kind: 'parallelGateway' })],
  ['task', (reading, source, base) => ({ ...readActivity(reading, source, base), kind: 'passThroughTask' })],
  ['manualTask', (reading, source, base) => ({ ...readActivity(reading, source, base), kind: 'passThroughTask' })],
]);

export function readElement(reading: Reading, source: XmlElement, base: ElementBase): Element | null {
  if (reading.dialect.vocabulary.unsupportedElements.has(source.name)) return null;
  return READERS.get(source.name)?.(reading, source, base) ?? null;
}
