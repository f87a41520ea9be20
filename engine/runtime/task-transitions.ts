import type { EngineEvent } from '../core/events.ts';
import type { Key, UserTaskInstance } from '../core/state.ts';
import type { Rows, Search } from '../store/search/search.ts';
import type { TransitionOutcome } from '../engine.ts';
import { Wakes } from './wakes.ts';

/** Looks this often, for listeners that other nodes hear. */
const LOOK_INTERVAL_MS = 500;

interface Waiter {
  readonly transitionKey: Key;
  outcome: TransitionOutcome | null;
}

/** Callers that have asked something of a task and wait for what its listeners say (Camunda 8). */
export class TaskTransitions {
  private readonly search: Search;
  private readonly wakes = new Wakes<Key>();
  private readonly waiters = new Map<Key, Set<Waiter>>();

  constructor(search: Search) {
    this.search = search;
  }

  /** What a task comes to is heard here before the next thing can be asked of it. */
  committed(events: readonly EngineEvent[]): void {
    if (this.wakes.isEmpty) return;
    for (const event of events) {
      if (event.type === 'userTaskChanged' && event.changes.transition !== undefined)
        this.settle(event.taskKey, event.changes.transition);
      else if (event.type === 'userTaskEnded')
        for (const waiter of this.waiters.get(event.taskKey) ?? [])
          waiter.outcome ??= event.outcome === 'completed' ? { kind: 'done' } : { kind: 'canceled' };
      else continue;
      this.wakes.wake(event.taskKey);
    }
  }

  private settle(taskKey: Key, transition: UserTaskInstance['transition']): void {
    for (const waiter of this.waiters.get(taskKey) ?? [])
      waiter.outcome ??= outcomeOf(transition, waiter.transitionKey);
  }

  /** null: the listeners were not through after that time. */
  async wait(taskKey: Key, transitionKey: Key, timeoutMs: number): Promise<TransitionOutcome | null> {
    const deadline = Date.now() + timeoutMs;
    const waiter: Waiter = { transitionKey, outcome: null };
    const waiters = this.waiters.get(taskKey) ?? new Set();
    this.waiters.set(taskKey, waiters.add(waiter));
    try {
      for (;;) {
        // Listens before it looks, so that an answer in between is not missed.
        const { woken, wake } = this.wakes.listen(
          taskKey,
          Math.max(0, Math.min(deadline - Date.now(), LOOK_INTERVAL_MS)),
        );
        const outcome = waiter.outcome ?? rowOutcome(await this.search.get('userTask', taskKey), transitionKey);
        if (outcome !== null || Date.now() >= deadline) {
          wake();
          return outcome;
        }
        await woken;
      }
    } finally {
      waiters.delete(waiter);
      if (waiters.size === 0 && this.waiters.get(taskKey) === waiters) this.waiters.delete(taskKey);
    }
  }
}

function rowOutcome(row: Rows['userTask'] | null, transitionKey: Key): TransitionOutcome | null {
  if (row?.outcome === 'completed') return { kind: 'done' };
  const outcome = outcomeOf(row?.transition ?? null, transitionKey);
  return outcome === null && row?.outcome === 'canceled' ? { kind: 'canceled' } : outcome;
}

/** null: it is still under way. */
function outcomeOf(transition: UserTaskInstance['transition'], transitionKey: Key): TransitionOutcome | null {
  if (transition?.key !== transitionKey)
    return transition && 'event' in transition && transition.event === 'canceling'
      ? { kind: 'canceled' }
      : { kind: 'done' };
  return 'event' in transition ? null : { kind: 'denied', reason: transition.denied };
}
