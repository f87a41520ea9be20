import type { Definition } from '../../core/decision.ts';
import type { EngineEvent } from '../../core/events.ts';
import type { ElementInstance, Job, Key, Subscription } from '../../core/state.ts';
import type { Element } from '../../graph/element.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';

/** What BPMN says about the events of a command. `see` is told of each event before the witness takes it in. */
export interface Rule {
  see(event: EngineEvent, witness: Witness): void;
  /** The command is over; the result is what it did wrong. Afterwards the next one begins. */
  close(witness: Witness): string[];
}

/**
 * Who lives, by the events alone: it calls nothing of the core, so what the core believes of its own tokens is compared
 * with what the graph asks for. Migrations are not followed.
 */
export class Witness {
  readonly elements = new Map<Key, ElementInstance>();
  readonly jobs = new Map<Key, Job>();
  readonly subscriptions = new Map<Key, Subscription>();
  private readonly graphs = new Map<Key, ProcessGraph>();
  private readonly definitions: ReadonlyMap<Key, Definition>;

  constructor(definitions: readonly Definition[]) {
    this.definitions = new Map(definitions.map((definition) => [definition.key, definition]));
  }

  take(event: EngineEvent): void {
    switch (event.type) {
      case 'instanceCreated': {
        const graph = this.definitions.get(event.instance.definitionKey)?.graph;
        if (graph) this.graphs.set(event.instance.key, graph);
        return;
      }
      case 'instanceEnded':
        this.graphs.delete(event.instanceKey);
        return;
      case 'elementActivated':
        this.elements.set(event.element.key, event.element);
        return;
      case 'elementChanged': {
        const element = this.elements.get(event.elementInstanceKey);
        if (element) this.elements.set(element.key, { ...element, ...event.changes });
        return;
      }
      case 'elementEnded':
        this.elements.delete(event.elementInstanceKey);
        return;
      case 'jobCreated':
        this.jobs.set(event.job.key, event.job);
        return;
      case 'jobEnded':
        this.jobs.delete(event.jobKey);
        return;
      case 'subscriptionOpened':
        this.subscriptions.set(event.subscription.key, event.subscription);
        return;
      case 'subscriptionClosed':
        this.subscriptions.delete(event.subscriptionKey);
        return;
      default:
        return;
    }
  }

  graphOf(instanceKey: Key): ProcessGraph {
    const graph = this.graphs.get(instanceKey);
    if (!graph) throw new Error(`instance ${instanceKey} is not there`);
    return graph;
  }
  elementAt({ instanceKey, elementId }: Pick<ElementInstance, 'instanceKey' | 'elementId'>): Element {
    const element = this.graphOf(instanceKey).elements.get(elementId);
    if (!element) throw new Error(`${elementId} is not in its process`);
    return element;
  }
  isAlive(key: Key): boolean {
    return this.elements.has(key) || this.graphs.has(key);
  }
}

/** Adds to a count that begins with 0. */
export function count<K>(counts: Map<K, number>, key: K, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
