import type { SourcePlace } from './element.ts';
import type { Expression } from './expression.ts';
import type { DecisionSemantics } from './decision-semantics.ts';

/** One DMN file, neutral and immutable: what both notations are translated into. */
export interface DecisionGraph {
  readonly requirementsId: string;
  readonly name: string | null;
  readonly namespace: string | null;
  readonly semantics: DecisionSemantics;
  /** In the order of the file. */
  readonly decisions: ReadonlyMap<string, DecisionModel>;
  readonly knowledge: ReadonlyMap<string, KnowledgeModel>;
}

export interface DecisionModel {
  readonly id: string;
  readonly name: string;
  readonly place: SourcePlace;
  readonly versionTag?: string;
  /** Days that history is kept; undefined: for ever. */
  readonly historyTimeToLiveDays?: number;
  /** Ids of the decisions and knowledge models that are needed, in the order of the file. */
  readonly requires: readonly string[];
  readonly uses: readonly string[];
  readonly variable: NamedType;
  readonly logic: BoxedExpression;
}

/** A name for a value, with the type that the model says it has. */
export interface NamedType {
  readonly name?: string;
  readonly type?: string;
}

export interface FunctionParameter {
  readonly name: string;
  readonly type?: string;
}

/** A business knowledge model: a function that decisions may call. */
export interface KnowledgeModel {
  readonly id: string;
  readonly name: string;
  readonly requires: readonly string[];
  readonly logic: BoxedFunction;
}

export type BoxedExpression =
  | BoxedLiteral
  | DecisionTable
  | BoxedContext
  | BoxedList
  | BoxedRelation
  | BoxedInvocation
  | BoxedFunction;

export interface BoxedLiteral {
  readonly kind: 'literal';
  readonly expression: Expression;
  readonly type?: string;
}
export interface BoxedContext {
  readonly kind: 'context';
  readonly entries: readonly { readonly name: string | null; readonly value: BoxedExpression }[];
}
export interface BoxedList {
  readonly kind: 'list';
  readonly items: readonly BoxedExpression[];
}
export interface BoxedRelation {
  readonly kind: 'relation';
  readonly columns: readonly string[];
  readonly rows: readonly (readonly BoxedExpression[])[];
}
export interface BoxedInvocation {
  readonly kind: 'invocation';
  readonly called: string;
  readonly bindings: readonly { readonly name: string; readonly value: BoxedExpression }[];
}
export interface BoxedFunction {
  readonly kind: 'function';
  readonly parameters: readonly FunctionParameter[];
  readonly body: BoxedExpression;
}

export type HitPolicy = 'UNIQUE' | 'FIRST' | 'PRIORITY' | 'ANY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER';
export type Aggregation = 'SUM' | 'MIN' | 'MAX' | 'COUNT';

export interface DecisionTable {
  readonly kind: 'table';
  readonly hitPolicy: HitPolicy;
  readonly aggregation?: Aggregation;
  readonly inputs: readonly TableInput[];
  readonly outputs: readonly TableOutput[];
  readonly rules: readonly TableRule[];
}

export interface TableInput {
  readonly id: string;
  readonly label: string | null;
  readonly expression: Expression | null;
  readonly type?: string;
  /** Name by which entries may speak of the value. */
  readonly variable: string;
}

export interface TableOutput {
  readonly id: string;
  readonly label: string | null;
  readonly name: string | null;
  readonly type?: string;
  readonly defaultValue?: Expression;
  /** Texts of the values by their rank, for the policies that go by it. */
  readonly ranking?: Expression;
}

export interface TableRule {
  readonly id: string;
  /** Tests of the inputs; null: anything. */
  readonly inputs: readonly (Expression | null)[];
  /** null: nothing is said about this output. */
  readonly outputs: readonly (Expression | null)[];
}
