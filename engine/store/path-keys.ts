import { createHash } from 'node:crypto';
import type { Key } from '../core/state.ts';
import type { RowOf } from './tables.ts';

/** Element instances of all paths that are remembered: some 10 MB. Beyond it all are forgotten. */
const MAX_STEPS = 50_000;
/** Where paths go on in more ways than these, the others are not remembered: looking through them would take longer. */
const MAX_WAYS_ON = 32;

/** What a path says of one of its element instances. */
export type PathElement = Omit<RowOf<'path_element'>, 'path_key' | 'definition_key'>;

/** One element instance of paths that are the same up to here. */
interface PathStep {
  readonly element: PathElement;
  readonly next: PathStep[];
  /** Of the path that ends here. */
  pathKey: string | null;
}

/**
 * Keys of paths: what a path is made of, as a number that is the same on every node. Paths that were seen before are
 * found element by element, because writing one down and hashing it costs as much as making its row.
 */
export class PathKeys {
  private readonly beginnings = new Map<Key, PathStep[]>();
  private steps = 0;

  keyOf(definitionKey: Key, elements: readonly PathElement[]): string {
    let next = this.beginningsOf(definitionKey);
    let last: PathStep | null = null;
    for (const element of elements) {
      last = this.stepIn(next, element);
      if (last === null) break;
      next = last.next;
    }
    if (last === null) return hashed(definitionKey, elements);
    last.pathKey ??= hashed(definitionKey, elements);
    const { pathKey } = last;
    if (this.steps > MAX_STEPS) this.forget();
    return pathKey;
  }

  private beginningsOf(definitionKey: Key): PathStep[] {
    let beginnings = this.beginnings.get(definitionKey);
    if (!beginnings) {
      beginnings = [];
      this.beginnings.set(definitionKey, beginnings);
    }
    return beginnings;
  }

  private stepIn(steps: PathStep[], element: PathElement): PathStep | null {
    for (const step of steps) if (isSame(step.element, element)) return step;
    if (steps.length === MAX_WAYS_ON) return null;
    const step: PathStep = { element, next: [], pathKey: null };
    steps.push(step);
    this.steps += 1;
    return step;
  }

  private forget(): void {
    this.beginnings.clear();
    this.steps = 0;
  }
}

function hashed(definitionKey: Key, elements: readonly PathElement[]): string {
  const text = JSON.stringify([definitionKey, elements.map((element) => Object.values(element))]);
  return createHash('sha256').update(text).digest().readBigInt64BE().toString();
}

const isSame = (one: PathElement, other: PathElement): boolean =>
  one.key_offset === other.key_offset &&
  one.element_id === other.element_id &&
  one.scope_offset === other.scope_offset &&
  one.kind === other.kind &&
  one.phase === other.phase &&
  one.index === other.index &&
  one.outcome === other.outcome &&
  isSameList(one.entered_by, other.entered_by);

const isSameList = (one: unknown, other: unknown): boolean =>
  Array.isArray(one) &&
  Array.isArray(other) &&
  one.length === other.length &&
  one.every((flow, n) => flow === other[n]);
