import { aiParametersIn } from '../expressions/feel/ai-parameters.ts';
import type { AdHocSubProcess, Element, ElementBase } from '../graph/element.ts';
import { BPMN, bpmnChild, type ModelReader } from './model-reader.ts';
import { readActivity } from './read-activity.ts';
import { readScope } from './read-scope.ts';
import type { Reading } from './reading.ts';
import { attributeOf, childrenOf, type XmlElement } from './xml-source.ts';

/**
 * Ad-hoc sub-process: activities and events without start and end, any of which may be activated as long as no flow
 * leads to it. Only Camunda 8 executes it.
 */
export function readAdHocSubProcess(reading: Reading, source: XmlElement, base: ElementBase): AdHocSubProcess | null {
  const { reader, dialect, elements } = reading;
  if (attributeOf(source, 'triggeredByEvent') === 'true') {
    reader.unsupported(source, 'An ad-hoc sub-process that is begun by an event');
    return null;
  }
  const activity = readActivity(reading, source, base);
  const { eventStartIds } = readScope(reading, source, base.id);
  const children = [...elements.values()].filter(({ parentId }) => parentId === base.id);
  const has = (tag: string): boolean => childrenOf(source, BPMN, tag).length > 0;
  if (!children.some(isActivity)) dialect.refusals.badAdHocScope(reader, source, 'empty');
  if (has('startEvent')) dialect.refusals.badAdHocScope(reader, source, 'start');
  if (has('endEvent')) dialect.refusals.badAdHocScope(reader, source, 'end');
  for (const child of children.filter(isActivatable)) checkAiParameters(reader, source, child);
  const condition = bpmnChild(source, 'completionCondition');
  const work = dialect.work(reader, source);
  return {
    ...activity,
    kind: 'adHocSubProcess',
    childIds: children.map(({ id }) => id),
    eventStartIds,
    activatableIds: children.filter(isActivatable).map(({ id }) => id),
    ...(condition && { completionCondition: dialect.condition(reader, condition, base.id) }),
    cancelsRemaining: attributeOf(source, 'cancelRemainingInstances') !== 'false',
    ...(work && { work }),
    ...dialect.adHoc(reader, source),
  };
}

/** What a model of language gives is known by the name of the variable that it becomes. */
function checkAiParameters(reader: ModelReader, source: XmlElement, { id, inputs }: Element): void {
  for (const { source: input } of inputs) {
    if (input.language === 'feel' && !reader.hasErrors && aiParametersIn(input.text).some(({ name }) => name === null))
      reader.problem(
        source,
        `The first argument of fromAi in '${input.text}' must refer to a variable, such as toolCall.place`,
        id,
      );
  }
}

const isActivity = (element: Element): boolean => 'boundaryIds' in element && element.kind !== 'eventSubProcess';

/** Nothing else begins it: no flow, no event, no compensation, no link. */
function isActivatable(element: Element): boolean {
  if (
    element.incoming.length > 0 ||
    element.kind === 'boundaryEvent' ||
    element.kind === 'eventSubProcess' ||
    element.kind === 'startEvent'
  )
    return false;
  if (element.kind === 'intermediateCatchEvent' && element.trigger.kind === 'link') return false;
  return !('isForCompensation' in element && element.isForCompensation === true);
}
