import type { Instant, Key } from '../../core/state.ts';
import type { ValueType, VariableValue } from '../../graph/variable-value.ts';
import type { DecisionInstanceRow } from './decision-instance-row.ts';
import type {
  ElementInstanceRow,
  ExecutionRow,
  InstanceRow,
  VariableHistoryRow,
  VariableRow,
} from './instance-rows.ts';
import type { Metrics } from './metrics.ts';
import type { BatchItemRow, BatchRow, OperationRow } from './operation-rows.ts';
import type { Reports } from './reports.ts';
import type {
  DecisionDefinitionRow,
  DecisionRequirementsRow,
  DefinitionSearchRow,
  DeploymentRow,
  FormDefinitionRow,
  ResourceRow,
} from './resource-rows.ts';
import type {
  IncidentRow,
  FormFieldRow,
  JobAttemptRow,
  JobRow,
  MessageCorrelationRow,
  SubscriptionRow,
  TaskLinkRow,
  UserTaskRow,
} from './work-rows.ts';

export type * from './decision-instance-row.ts';
export type * from './instance-rows.ts';
export type * from './metrics.ts';
export type * from './operation-rows.ts';
export type * from './reports.ts';
export type * from './resource-rows.ts';
export type * from './work-rows.ts';

/** Reads over all that lives and has lived. Field names are those of the rows below; others are refused. */
export interface Search {
  find<C extends Concept>(concept: C, query: SearchQuery<C>): Promise<readonly Rows[C][]>;
  /** `atMost`: counting stops there, so that a list without bounds costs no scan. */
  count<C extends Concept>(
    concept: C,
    query: Pick<SearchQuery<C>, 'where'> & { readonly atMost?: number },
  ): Promise<number>;
  /** By key. null: there never was one. */
  get<C extends Concept>(concept: C, key: Key): Promise<Rows[C] | null>;
  /** The model's XML, or any resource's bytes. */
  resourceContent(resourceKey: Key): Promise<Uint8Array | null>;
  /** Changes of the tables that were applied, the first one first. */
  schemaChanges(): Promise<readonly { readonly id: string; readonly name: string; readonly at: Instant }[]>;
  readonly reports: Reports;
  readonly metrics: Metrics;
  /** Running instances of each definition that has some. */
  runningInstances(): Promise<ReadonlyMap<Key, number>>;
  /** Live tokens and open incidents per element of a definition, and how often each was completed and terminated. */
  elementStatistics(
    definitionKey: Key,
  ): Promise<
    readonly { elementId: string; active: number; incidents: number; completed: number; terminated: number }[]
  >;
}

export interface SearchQuery<C extends Concept> {
  readonly where: readonly Condition<C>[];
  readonly sort?: readonly SortBy<C>[];
  readonly limit?: number;
  readonly offset?: number;
}

export type Operator =
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'like'
  | 'notLike'
  | 'in'
  | 'notIn'
  | 'isNull'
  | 'isNotNull';
export type FieldValue = string | number | boolean | null | readonly (string | number)[];

/**
 * One condition; all of a list hold. `like` takes SQL's % and _; times are instants (numbers). On a field that holds a
 * list (candidates): `=` has this member, `in` has one of these, `like` has a member like it, `isNull` has none.
 * `in` with an empty list matches nothing, `notIn` with an empty list everything; `notIn` and `!=` leave out null.
 */
export type Condition<C extends Concept> =
  | {
      readonly field: keyof Rows[C] & string;
      readonly op: Operator;
      readonly value?: FieldValue;
      readonly ignoreCase?: boolean;
    }
  /** The instance (or for `variable`'s scope: any scope of it) has such a variable. */
  | {
      readonly variable: string;
      readonly op: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'like' | 'notLike';
      readonly value: VariableValue;
      readonly ignoreNameCase?: boolean;
      readonly ignoreValueCase?: boolean;
      /** Only the row's own variables: of the task, of the execution. */
      readonly isLocal?: boolean;
      /** Only variables of the element instance that the row belongs to. */
      readonly isOfElement?: boolean;
    }
  /** There is such a variable at all, or none. */
  | { readonly variable: string; readonly isPresent: boolean; readonly isOfElement?: boolean }
  | InstancePart
  | { readonly any: readonly (readonly Condition<C>[])[] };

/** The row's instance has something for which all of `where` holds, or (`isAbsent`) nothing. */
export type InstancePart = {
  readonly [C in 'elementInstance' | 'incident' | 'job']: {
    readonly instanceHas: C;
    readonly where: readonly Condition<C>[];
    readonly isAbsent?: true;
  };
}['elementInstance' | 'incident' | 'job'];

export interface Rows {
  deployment: DeploymentRow;
  resource: ResourceRow;
  definition: DefinitionSearchRow;
  instance: InstanceRow;
  elementInstance: ElementInstanceRow;
  variable: VariableRow;
  variableHistory: VariableHistoryRow;
  decisionDefinition: DecisionDefinitionRow;
  decisionRequirements: DecisionRequirementsRow;
  decisionInstance: DecisionInstanceRow;
  form: FormDefinitionRow;
  job: JobRow;
  jobAttempt: JobAttemptRow;
  formField: FormFieldRow;
  userTask: UserTaskRow;
  taskLink: TaskLinkRow;
  subscription: SubscriptionRow;
  messageCorrelation: MessageCorrelationRow;
  incident: IncidentRow;
  operation: OperationRow;
  execution: ExecutionRow;
  batch: BatchRow;
  batchItem: BatchItemRow;
}
/** By a field, or by the value of a variable of that type in the scope whose key a field holds. */
export type SortBy<C extends Concept> =
  | { readonly field: keyof Rows[C] & string; readonly order: 'asc' | 'desc'; readonly isNullLowest?: boolean }
  | {
      readonly variable: string;
      readonly type: ValueType;
      readonly of: keyof Rows[C] & string;
      readonly order: 'asc' | 'desc';
    };
export type Concept = keyof Rows;
