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
  readonly info: { readonly objectTypeName?: string; readonly serializationDataFormat?: string; readonly filename?: string; readonly mimeType?: string } | null;
  /** The instance's key, or an element instance's. */
  readonly scopeKey: Key;
  /** null: the instance itself. */
  readonly scopeElementId: string | null;
  /** Hand it back with `variable.set` as `expectedRevision`. */
  readonly revision: number;
  readonly writtenBy: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** False: its scope has ended, or it was removed. */
  readonly isAlive: boolean;
  readonly removedAt: Instant | null;
}
export interface VariablesView { readonly rows: readonly VariableRow[]; readonly isCut: boolean }

/** One value without a cut. */
export interface VariableValueView { readonly key: Key; readonly name: string; readonly type: string; readonly text: string | null; readonly revision: number }

export interface VariableHistoryView {
  readonly name: string;
  /** Newest first; the first is the value of now. */
  readonly values: readonly { readonly revision: number; readonly type: string; readonly text: string | null; readonly isCut: boolean; readonly writtenBy: string | null; readonly writtenAt: Instant }[];
}
