import type { ElementInstance, Key } from '../../core/state.ts';
import type { Element } from '../../graph/element.ts';

export const isJoin = ({ kind, incoming }: Element): boolean =>
  (kind === 'parallelGateway' || kind === 'inclusiveGateway') && incoming.length > 1;

/** One join in one scope. */
interface Place {
  readonly element: Element;
  /** Tokens that wait, with the flow by which each came. */
  readonly waiting: Map<Key, string>;
  /** Camunda 7: tokens that have completed since the last one came. */
  completed: number;
  /** Camunda 8: flows of the tokens that went up since the join opened last. */
  merged: string[];
}

/**
 * A parallel join consumes exactly one token for each incoming flow. Camunda 7 counts tokens, whatever their flow, and
 * each of them completes; in Camunda 8 they go up in the last one, one of each flow. An inclusive join leaves no token of
 * Camunda 7 behind, and none of a flow that it has taken in Camunda 8.
 */
export class Joins {
  private readonly places = new Map<string, Place>();
  private faults: string[] = [];

  arrive(at: ElementInstance, element: Element): void {
    const place = this.place(at, element);
    this.settle(place);
    place.waiting.set(at.key, at.enteredBy[0] ?? '');
  }

  /** Camunda 8: this token has become the gateway. */
  open(at: ElementInstance, element: Element, enteredBy: readonly string[]): void {
    const place = this.place(at, element);
    const taken = [...place.merged, place.waiting.get(at.key) ?? ''];
    place.merged = [];
    place.waiting.delete(at.key);
    const isEachOnce = new Set(taken).size === taken.length && taken.every((flowId) => enteredBy.includes(flowId));
    const isWhole = element.kind !== 'parallelGateway' || taken.length === element.incoming.length;
    if (!isEachOnce || !isWhole || taken.length !== enteredBy.length)
      this.faults.push(`the join ${element.id} has opened for tokens of ${taken.join(', ')}`);
  }

  /** True: the gateway has opened, and sends tokens on. */
  end(at: ElementInstance, element: Element, outcome: 'completed' | 'terminated' | 'merged'): boolean {
    const place = this.place(at, element);
    const flowId = place.waiting.get(at.key);
    place.waiting.delete(at.key);
    if (outcome === 'merged') place.merged.push(flowId ?? '');
    if (outcome !== 'completed') return false;
    // The gateway itself in Camunda 8.
    if (flowId === undefined) return true;
    place.completed += 1;
    return place.completed === 1;
  }

  close(): string[] {
    for (const [name, place] of this.places) {
      this.settle(place);
      if (place.waiting.size === 0) this.places.delete(name);
    }
    const { faults } = this;
    this.faults = [];
    return faults;
  }

  private settle(place: Place): void {
    const { element, completed, merged, waiting } = place;
    if (merged.length > 0) this.faults.push(`tokens at the join ${element.id} went up in none`);
    if (completed > 0 && element.kind === 'parallelGateway' && completed !== element.incoming.length)
      this.faults.push(`the join ${element.id} has opened for ${completed} of ${element.incoming.length} tokens`);
    if (completed > 0 && waiting.size > 0) this.faults.push(`the join ${element.id} has opened and left tokens behind`);
    place.completed = 0;
    place.merged = [];
  }

  private place({ scopeKey }: ElementInstance, element: Element): Place {
    const name = `${scopeKey} ${element.id}`;
    const known = this.places.get(name);
    if (known) return known;
    const place: Place = { element, waiting: new Map(), completed: 0, merged: [] };
    this.places.set(name, place);
    return place;
  }
}
