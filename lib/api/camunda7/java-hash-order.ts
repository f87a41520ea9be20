/** How full a hash map of Java gets before it takes twice the room, and the room that it begins with. */
export const LOAD_FACTOR = 0.75;
const INITIAL_CAPACITY = 16;

/**
 * Entries as a hash map of Java runs through them. Camunda 7 gathers the variables of a request in one, so that this is
 * the order in which they are written, and in which conditions hear of them.
 */
export function inJavaHashOrder<T>(entries: readonly (readonly [string, T])[]): readonly (readonly [string, T])[] {
  const capacity = hashCapacity(entries.length);
  const bucketOf = (name: string): number => spread(javaHash(name)) & (capacity - 1);
  return [...entries].sort(([one], [other]) => bucketOf(one) - bucketOf(other));
}

/** Buckets of a map into which so many entries were put one by one. */
export function hashCapacity(size: number): number {
  let capacity = INITIAL_CAPACITY;
  while (size > capacity * LOAD_FACTOR) capacity *= 2;
  return capacity;
}

function javaHash(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}

const spread = (hash: number): number => hash ^ (hash >>> 16);
