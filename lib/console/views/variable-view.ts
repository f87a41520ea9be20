import type { VariableUse } from '@/engine/index.ts';
import type { Instant, Key } from './shared.ts';

export interface VariableRow {
  readonly key: Key;
  readonly name: string;
  /** String, Integer, Long, Short, Double, Boolean, Null, Date, Json, Xml, Object, Bytes or File. */
  readonly type: string;
  /**
   * The value as written (a number's digits, a text, JSON's text); cut after 4,000 characters, then `isCut`.
   * null: Null, or bytes, whose `size` alone is told.
   */
  readonly text: string | null;
  readonly isCut: boolean;
  /** Characters of the whole text. */
  readonly size: number;
  readonly info: {
    readonly objectTypeName?: string;
    readonly serializationDataFormat?: string;
    readonly filename?: string;
    readonly mimeType?: string;
  } | null;
  /** The instance's key, or an element instance's. */
  readonly scopeKey: Key;
  /** null: the instance itself. */
  readonly scopeElementId: string | null;
  /** Hand it back with `variable.set` as `expectedRevision`. */
  readonly revision: number;
  /** The element that wrote it; null: the start, or somebody from outside. */
  readonly writtenBy: string | null;
  /** The person or client that wrote it, with the entry that says so; or the worker that handed it over. */
  readonly author: { readonly name: string; readonly entry: number | null } | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** False: its scope has ended, or it was removed. */
  readonly isAlive: boolean;
  readonly removedAt: Instant | null;
}

/** One value without a cut. */
export interface VariableValueView {
  readonly key: Key;
  readonly name: string;
  readonly type: string;
  readonly text: string | null;
  readonly info: VariableRow['info'];
  readonly revision: number;
}

export interface VariableHistoryView {
  readonly name: string;
  /** Newest first; the first is the value of now, unless it was removed. */
  readonly values: readonly VariablePast[];
  /** It was removed, and nobody has added it again. */
  readonly removedAt: Instant | null;
}
export interface VariablePast {
  /** A removed variable that is added again begins anew: key and revision name a value together. */
  readonly key: Key;
  readonly revision: number;
  readonly type: string;
  readonly text: string | null;
  readonly isCut: boolean;
  readonly writtenBy: string | null;
  readonly author: VariableRow['author'];
  readonly writtenAt: Instant;
}

/** Where the model names the variable, with what the instance's path says of it. */
export interface VariableReadersView {
  readonly readers: readonly (VariableUse & {
    readonly readTimes: number;
    readonly lastReadAt: Instant | null;
    readonly isAhead: boolean;
  })[];
}

/** What an expression comes to in a scope. `writes`: what it would have written, and has not. */
export interface EvaluationView {
  readonly outcome: 'value' | 'failure' | 'noScope';
  readonly type: string | null;
  readonly text: string | null;
  readonly message: string | null;
  readonly warnings: readonly string[];
  readonly writes: readonly string[];
}
