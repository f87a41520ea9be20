import type { Instant, Key, Phase } from '../../core/state.ts';
import type { ValueType, VariableValue } from '../../graph/variable-value.ts';

/** Instances, what lives and lived in them, and their variables, as searches give them. */

/** Columns of the definition and of the caller stand in the row, so that no list asks once per row. */
export interface OfDefinition {
  definitionKey: Key;
  processId: string;
  definitionVersion: number;
  definitionName: string | null;
  dialect: 'camunda7' | 'camunda8';
}

export type Nullable<T> = { [K in keyof T]: T[K] | null };

export interface InstanceRow extends OfDefinition {
  key: Key;
  treeKey: Key;
  parentInstanceKey: Key | null;
  parentElementInstanceKey: Key | null;
  versionTag: string | null;
  businessKey: string | null;
  tenantId: string | null;
  startElementId: string;
  isSuspended: boolean;
  startedAt: Instant;
  endedAt: Instant | null;
  durationMs: number | null;
  outcome: 'completed' | 'terminated' | null;
  isExternalEnd: boolean;
  endReason: string | null;
  incidentCount: number;
  /** The finished instance that this one took up again. */
  restartOf: Key | null;
  caseInstanceId: string | null;
  /** Of its definition. */
  historyTtlDays: number | null;
  /** Who asked for it, by the id of a person or of an API's account. */
  startedBy: string | null;
  /** When its history goes, where somebody has said so (`isRemovalFixed`): null means never. */
  removalAt: Instant | null;
  isRemovalFixed: boolean;
}

export interface ElementInstanceRow extends OfDefinition {
  key: Key;
  treeKey: Key;
  instanceKey: Key;
  elementId: string;
  kind: string;
  scopeKey: Key;
  phase: Phase;
  enteredBy: readonly string[];
  index: number | null;
  calledInstanceKey: Key | null;
  tenantId: string | null;
  startedAt: Instant;
  endedAt: Instant | null;
  durationMs: number | null;
  outcome: 'completed' | 'terminated' | 'merged' | null;
  hasIncident: boolean;
}

/** `elementId`: what stands in it; null: it only holds others. */
export interface ExecutionRow extends OfDefinition {
  key: Key;
  instanceKey: Key;
  elementId: string | null;
  businessKey: string | null;
  isSuspended: boolean;
  tenantId: string | null;
}

export interface VariableRow {
  /** `originKey`: the element instance where a token got it that has brought it along (Camunda 7). */
  key: Key;
  treeKey: Key;
  instanceKey: Key | null;
  scopeKey: Key;
  originKey: Key | null;
  definitionKey: Key | null;
  processId: string | null;
  name: string;
  type: ValueType;
  text: string | null;
  info: VariableValue['info'] | null;
  revision: number;
  writtenBy: string | null;
  tenantId: string | null;
  createdAt: Instant;
  updatedAt: Instant;
  removedAt: Instant | null;
  endedAt: Instant | null;
  /** As `endedAt`, but null for what a finished run of a multi-instance body that still runs has left (Camunda 7). */
  goneAt: Instant | null;
  /** What clients call the task that holds it, where that belongs to no instance. */
  standaloneTaskId: string | null;
  /** It came with the start of its instance. */
  isInitial: boolean;
  isHistoryDeleted: boolean;
}

export interface VariableHistoryRow {
  variableKey: Key;
  revision: number;
  instanceKey: Key | null;
  definitionKey: Key | null;
  processId: string | null;
  standaloneTaskId: string | null;
  name: string;
  scopeKey: Key;
  type: ValueType;
  text: string | null;
  info: VariableValue['info'] | null;
  writtenBy: string | null;
  writtenAt: Instant;
}
