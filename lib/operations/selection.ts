/** Instances by key, by the list's filter, or both, without those left out. */
export interface InstanceSelection {
  readonly keys?: readonly string[];
  readonly filter?: Readonly<Record<string, string>>;
  readonly except?: readonly string[];
}
/** `of`: these instead of instances, by the filter of their list; only for actions that are done to them. */
export interface BatchSelection extends InstanceSelection {
  readonly of?: 'jobs' | 'incidents' | 'tasks';
}
/** Early messages by key, by the list's filter, or both, without those left out. */
export type MessageSelection = InstanceSelection;
