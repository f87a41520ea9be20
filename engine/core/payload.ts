import type { Variables } from '../graph/variable-value.ts';

/** What comes with the answer to something that waited. */
export interface Payload {
  readonly variables: Variables;
  /** Only for the element instance that receives them. */
  readonly localVariables?: Variables;
  /** Only for the event sub-process that it begins (Camunda 7). */
  readonly variablesOfTriggeredScope?: Variables;
  /** The variables of an error stay with the event that caught it (Camunda 8). */
  readonly staysLocal?: boolean;
  /** A timer that only calls this listener of a task. */
  readonly listenerId?: string;
  readonly caught?: { readonly code?: string; readonly message?: string };
}
