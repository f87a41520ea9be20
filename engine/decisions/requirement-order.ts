/** What something needs, by id. */
export interface Requiring {
  readonly requires: readonly string[];
}

/**
 * All that `id` needs, each before what needs it, and itself last; null: something needs itself. Iterative, for long
 * chains.
 */
export function requirementOrder(all: ReadonlyMap<string, Requiring>, id: string): readonly string[] | null {
  const done = new Set<string>();
  const onPath = new Set<string>();
  const order: string[] = [];
  const stack: { id: string; next: number }[] = [{ id, next: 0 }];
  onPath.add(id);
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const needed = all.get(top.id)?.requires[top.next];
    top.next += 1;
    if (needed === undefined) {
      stack.pop();
      onPath.delete(top.id);
      done.add(top.id);
      order.push(top.id);
    } else if (onPath.has(needed)) return null;
    else if (!done.has(needed) && all.has(needed)) {
      onPath.add(needed);
      stack.push({ id: needed, next: 0 });
    }
  }
  return order;
}

/** The same, but what several need comes once for each of them, with all that it needs. Nothing may need itself. */
export function* requirementsOfEach(all: ReadonlyMap<string, Requiring>, id: string): Generator<string> {
  const stack: { id: string; next: number }[] = [{ id, next: 0 }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const needed = all.get(top.id)?.requires[top.next];
    top.next += 1;
    if (needed === undefined) {
      stack.pop();
      yield top.id;
    } else if (all.has(needed)) stack.push({ id: needed, next: 0 });
  }
}
