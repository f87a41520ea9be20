/** The engine's only door: what is not exported here is not for the rest of the product. */
export { startEngine } from './runtime/start-engine.ts';
export type { EngineLog, EngineOptions } from './runtime/engine-options.ts';
export type * from './engine.ts';
export { BpmnError } from './delegate.ts';
export type {
  Delegate,
  DelegateExecution,
  DelegateFunction,
  Delegates,
  DelegateTask,
  DelegateTopics,
} from './delegate.ts';
export type * from './core/commands.ts';
export type * from './batches.ts';
export type * from './history-clean-up.ts';
export type * from './task-notes.ts';
export type * from './core/batch-operation.ts';
export type { EndedItems, Stopped, StopCause, StopRule } from './core/stop-rule.ts';
export type * from './core/modification.ts';
export type * from './core/start-cause.ts';
export type * from './core/migration/migration-plan.ts';
export { activityId, activityInstanceId, MULTI_INSTANCE_SUFFIX } from './core/activity-ids.ts';
export { jobSourceId, jobSourcesOf, type JobSource } from './core/job-sources.ts';
export type {
  CommandResult,
  DecisionDefinition,
  Definition,
  FormDefinition,
  LinkedFormQuery,
  Rejection,
  RejectionCode,
} from './core/decision.ts';
export {
  FREE_WITHOUT_RETRIES,
  NOT_UNTIL_RESOLVED,
  RELEASED_AFTER_ERROR,
  type IncidentType,
  type Instant,
  type Key,
  type TreeState,
} from './core/state.ts';
export type { DecisionEvaluation, DecisionRecord } from './core/events.ts';
export type * from './decisions/decision-outcome.ts';
export type { DecisionGraph, DecisionModel } from './graph/decision.ts';
export type * from './graph/element.ts';
export type { Expression } from './graph/expression.ts';
export { hasHalfPair, hasUnstorableText, isStorable } from './runtime/storable-text.ts';
export { formText, namedForm, plainlyNamed } from './runtime/models/named-form.ts';
export { isOwnScope } from './core/moves/inner-variables.ts';
export { needsScope } from './core/moves/token-variables.ts';
export { shownForm, type ShownForm } from './core/moves/shown-form.ts';
export type { Form, FormField, FormProperty, FormType } from './graph/form.ts';
export type { FormReference, NamedForm } from './graph/form-reference.ts';
export type { ProcessGraph } from './graph/process-graph.ts';
export type * from './graph/trigger.ts';
export { reachableFrom, variableUses, type VariableUse } from './graph/variable-uses.ts';
export type { ValueInfo, ValueType, VariableValue } from './graph/variable-value.ts';
export { NOTHING_TOLD, type AuditRecord } from './store/audit-record.ts';
export type { Follow, Notice, NoticeEvent, NoticeFacts, NoticeKind } from './store/notices.ts';
export type { Queryable } from './store/connection.ts';
export type * from './store/search/search.ts';
export { timesOf } from './core/triggers/timer-schedule.ts';
export { FAILED_BUCKET, handlingMs } from './store/worker-pace.ts';
export { isProcessTask, type ProcessTaskRow } from './store/search/process-task.ts';
export type { DefinitionScope } from './store/suspension.ts';
export { inHashOrder } from './expressions/juel/juel-variable.ts';
export { fromJson, fromJsonText, parseJson, stringifyJson, toJs, toJsonText } from './expressions/values.ts';
export { JavaContents, mayBeDate } from './expressions/java-contents.ts';
export { doubleText, type Json, parseJsonTree, usualNumber } from './expressions/juel/json-tree.ts';
