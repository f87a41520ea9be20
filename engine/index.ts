/** The engine's only door: what is not exported here is not for the rest of the product. */
export { startEngine, type EngineLog, type EngineOptions } from './runtime/start-engine.ts';
export type * from './engine.ts';
export type * from './core/commands.ts';
export type * from './core/modification.ts';
export type * from './core/migration/migration-plan.ts';
export { jobSourceId, jobSourcesOf, type JobSource } from './core/job-sources.ts';
export type { CommandResult, Definition, Rejection, RejectionCode } from './core/decision.ts';
export { NOT_UNTIL_RESOLVED, type IncidentType, type Instant, type Key } from './core/state.ts';
export type * from './graph/element.ts';
export type { Expression } from './graph/expression.ts';
export type { ProcessGraph } from './graph/process-graph.ts';
export type * from './graph/trigger.ts';
export type { ValueInfo, ValueType, VariableValue } from './graph/variable-value.ts';
export type { AuditRecord } from './store/audit-record.ts';
export type { Queryable } from './store/connection.ts';
export type * from './store/search/search.ts';
export type { DefinitionScope } from './store/suspension.ts';
export { fromJson, fromJsonText, parseJson, stringifyJson, toJs, toJsonText } from './expressions/values.ts';
