import type { Sender } from './core/start-cause.ts';
import type { Key } from './core/state.ts';
import type { VariableValue } from './graph/variable-value.ts';

/** A message of Camunda 7 on its way: what it is called, and whom it means. */
export interface MessageCorrelation {
  readonly name: string;
  readonly businessKey?: string;
  /** Of what waits; a definition that starts with the message is found without. */
  readonly instanceKey?: Key;
  /** Values that the instance's variables must have. */
  readonly correlationKeys?: Readonly<Record<string, VariableValue>>;
  readonly localCorrelationKeys?: Readonly<Record<string, VariableValue>>;
  readonly definitionKey?: Key;
  readonly variables: Readonly<Record<string, VariableValue>>;
  readonly localVariables?: Readonly<Record<string, VariableValue>>;
  /** Only for the event sub-process that the message begins. */
  readonly variablesOfTriggeredScope?: Readonly<Record<string, VariableValue>>;
  /** undefined: whosever, null: nobody's. */
  readonly tenantId?: string | null;
  readonly startsOnly: boolean;
  readonly all: boolean;
  /** The results have the variables of their instances, as they are once the message has been delivered. */
  readonly returnsVariables?: boolean;
  /** Named by an instance that the message starts. */
  readonly sender?: Sender;
}

type Values = Readonly<Record<string, VariableValue>>;

export interface MessageCorrelationResult {
  readonly kind: 'correlated';
  readonly results: readonly (
    | {
        readonly kind: 'execution';
        readonly instanceKey: Key;
        readonly elementInstanceKey: Key;
        readonly variables?: Values;
      }
    | { readonly kind: 'start'; readonly instanceKey: Key; readonly variables?: Values }
  )[];
}
