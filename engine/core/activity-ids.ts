import type { Key } from './state.ts';

interface Named {
  readonly elementId: string;
  readonly kind: string;
}

/** Behind an element's id it means the body of a multi-instance activity. */
export const MULTI_INSTANCE_SUFFIX = '#multiInstanceBody';

/** As Camunda 7 names where something happened: the body of a multi-instance activity is an activity of its own. */
export const activityId = ({ elementId, kind }: Named): string =>
  kind === 'multiInstanceBody' ? elementId + MULTI_INSTANCE_SUFFIX : elementId;

/** As Camunda 7 names what an execution stands in: `activityId:key`; the process itself is its instance. */
export const activityInstanceId = (at: Named & { readonly key: Key }): string => `${activityId(at)}:${at.key}`;
