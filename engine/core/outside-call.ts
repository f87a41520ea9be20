import type { TaskAttributes, TaskFacts, VariableWrite } from '../expressions/expression-port.ts';
import type { VariableValue, Variables } from '../graph/variable-value.ts';
import type { Key } from './state.ts';

/** What `execution` says to a script or delegate: the same facts that expressions have, as data. */
export interface CallingExecution {
  readonly instanceKey: Key;
  readonly businessKey: string | null;
  readonly tenantId: string | null;
  readonly definitionId: string;
  readonly elementId: string | null;
  readonly elementName: string | null;
  readonly elementInstanceKey: Key | null;
  readonly outerKey: Key | null;
  readonly activityInstanceId: string | null;
  readonly parentActivityInstanceId: string | null;
  readonly eventName: string | null;
  readonly flowId: string | null;
}

export type CallingTask = Omit<TaskFacts, 'changes'>;

interface CallBase {
  readonly execution: CallingExecution;
  /** In the listeners of a task. */
  readonly task: CallingTask | null;
  /** All that is visible, inner scopes hiding outer ones. */
  readonly variables: Variables;
  /** Names of those that belong to the very scope of the call. */
  readonly localNames: readonly string[];
  /** Where files named by the model are looked up. */
  readonly deploymentKey: Key;
}

/** Code of a model or of the host, which the core cannot run itself: it is asked for as a need. */
export type OutsideCall = ScriptCall | MemberCall | ConnectorCall;

export interface ScriptCall extends Omit<CallBase, 'execution'> {
  /** null: the script stands in a decision, which no execution makes. */
  readonly execution: CallingExecution | null;
  readonly kind: 'script';
  readonly source: string;
  readonly resource: string | null;
}

/** A delegate, or in an expression one of its methods with arguments. */
export interface MemberCall extends CallBase {
  readonly kind: 'delegate';
  readonly name: string;
  readonly member: string | null;
  readonly args: readonly VariableValue[];
  readonly fields: Variables;
}

export interface ConnectorCall extends CallBase {
  readonly kind: 'connector';
  readonly connectorId: string;
  readonly inputs: Variables;
}

/** What code threw that is no error of the model, and what it had done before. */
export interface Thrown {
  /** The class that error events may catch it by. */
  readonly javaClass: string;
  readonly writes: readonly VariableWrite[];
  readonly taskChanges: readonly Partial<TaskAttributes>[];
}

/** What came of it. `error` is an error of the model (`BpmnError`), which a boundary event may catch. */
export type OutsideAnswer =
  | {
      readonly kind: 'done';
      readonly value: VariableValue;
      readonly outputs?: Variables;
      readonly writes: readonly VariableWrite[];
      readonly taskChanges: readonly Partial<TaskAttributes>[];
    }
  | {
      readonly kind: 'error';
      readonly code: string;
      readonly message: string | null;
      readonly writes: readonly VariableWrite[];
      readonly taskChanges: readonly Partial<TaskAttributes>[];
    }
  /** `isUnread`: the file of what was to be run is not there, so nothing was run. */
  | { readonly kind: 'failed'; readonly message: string; readonly isUnread?: true; readonly thrown?: Thrown };

/** How the host has a delegate done: by a function it registered, or by whoever works on a topic. */
export type DelegateRoute = { readonly kind: 'function' } | { readonly kind: 'topic'; readonly topic: string };
