import type { ChangeHint } from '@/engine/index.ts';

/** What the page gets: which kinds changed, and for which instances and definitions. Empty lists: too many to name. */
export interface LiveHint {
  readonly kinds: readonly ChangeHint['kinds'][number][];
  readonly instanceKeys: readonly string[];
  readonly definitionKeys: readonly string[];
}
