import type { Element } from '../graph/element.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import type { Job } from './state.ts';

/** A place of a model that makes jobs which run by themselves: a continuation, or (`position` null) a timer. */
export interface JobSource {
  readonly elementId: string;
  readonly position: Job['position'];
}

/** How settings name it. */
export function jobSourceId({ elementId, position }: JobSource): string {
  return `${elementId} ${position ?? 'timer'}`;
}

/** In the order of the model. */
export function jobSourcesOf(graph: ProcessGraph): readonly JobSource[] {
  return [...graph.elements.values()].flatMap(ofElement);
}

function ofElement(element: Element): readonly JobSource[] {
  const inner = 'multiInstance' in element ? element.multiInstance : undefined;
  const positions: JobSource['position'][] = [];
  if (element.asyncBefore) positions.push('before');
  if (element.asyncAfter) positions.push('after');
  if (inner?.asyncBefore) positions.push('innerBefore');
  if (inner?.asyncAfter) positions.push('innerAfter');
  const hasTimeout = element.kind === 'userTask' && element.listenersOfTask?.some(({ timer }) => timer);
  if (hasTimeout || ('trigger' in element && element.trigger.kind === 'timer')) positions.push(null);
  return positions.map((position) => ({ elementId: element.id, position }));
}
