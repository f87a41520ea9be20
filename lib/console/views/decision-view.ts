import type { Instant, Key } from './shared.ts';

/** One decision that was made for an instance: what went in, which rules matched, what came out. */
export interface DecisionRow {
  readonly key: Key;
  /** Decisions with the same one were made together: the root and what it required. */
  readonly evaluationKey: Key;
  readonly decisionId: string;
  readonly name: string | null;
  readonly version: number;
  readonly type: string;
  /** False: another decision required it. */
  readonly isRoot: boolean;
  readonly elementId: string | null;
  readonly evaluatedAt: Instant;
  /** Why it failed; null: it did not. */
  readonly failure: string | null;
  readonly inputs: readonly DecisionValue[];
  /** `index` counts from 1, as in the table. */
  readonly rules: readonly { readonly index: number; readonly outputs: readonly DecisionValue[] }[];
  /** The whole result as JSON, cut after 4,000 characters. */
  readonly output: string;
}
/** `id` is the column's, and unlike names no other has it. */
export interface DecisionValue {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly text: string | null;
}
export interface InstanceDecisionsView {
  readonly rows: readonly DecisionRow[];
  readonly isCut: boolean;
}
