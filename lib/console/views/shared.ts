/** Milliseconds since 1970, UTC. Views carry times as numbers; the page writes them in its own zone. */
export type Instant = number;
/** A key of the engine: 16 digits. */
export type Key = string;

/** What an instance is, in order of precedence; exactly one. */
export type InstanceState = 'incident' | 'suspended' | 'retrying' | 'active' | 'completed' | 'cancelled';

/** Which definition something belongs to, as it is shown everywhere. */
export interface DefinitionRef {
  readonly key: Key;
  readonly processId: string;
  readonly version: number;
  readonly name: string | null;
}

/** A page of a list. `next` is handed back as `after`; null: this was the last page. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/**
 * A page of a search that does not come to the end of everything in one go: it may be short, and go on nevertheless.
 */
export interface SearchedPage<Row> extends Page<Row> {
  /** When the last instance began that was looked at; null: this page is full, or everything has been looked at. */
  readonly searchedTo: Instant | null;
}

/** Exact up to a limit: `isExact` false means "at least value". */
export interface BoundedCount {
  readonly value: number;
  readonly isExact: boolean;
}

/** Tokens at one element, for badges on the diagram. */
export interface ElementCounts {
  readonly elementId: string;
  readonly active: number;
  readonly incidents: number;
  readonly completed: number;
  readonly cancelled: number;
  /** Runs of a multi-instance that is under way: how many are done of all that there will be. */
  readonly loop?: { readonly done: number; readonly total: number };
}
