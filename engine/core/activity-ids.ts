import type { ElementInstance } from './state.ts';

type Named = Pick<ElementInstance, 'elementId' | 'kind'>;

/** As Camunda 7 names where something happened: the body of a multi-instance activity has a name of its own. */
export const activityId = ({ elementId, kind }: Named): string =>
  kind === 'multiInstanceBody' ? `${elementId}#multiInstanceBody` : elementId;

/** As Camunda 7 names what an execution stands in. */
export const activityInstanceId = (at: Named & Pick<ElementInstance, 'key'>): string => `${activityId(at)}:${at.key}`;
