import type { EngineEvent } from '../core/events.ts';
import type { Key } from '../core/state.ts';
import type { VariableValue } from '../graph/variable-value.ts';
import type { Search } from '../store/search/search.ts';

/** Looks this often, for hints of other nodes that were lost or named nothing. */
const LOOK_INTERVAL_MS = 500;

/** Callers that wait for the end of an instance. */
export class InstanceEnds {
  private readonly search: Search;
  private readonly waiting = new Map<Key, Set<() => void>>();

  constructor(search: Search) { this.search = search; }

  committed(events: readonly EngineEvent[]): void {
    if (this.waiting.size === 0) return;
    for (const event of events) if (event.type === 'instanceEnded') for (const wake of this.waiting.get(event.instanceKey) ?? []) wake();
  }

  /** Something happened to these instances on another node. */
  changedElsewhere(instanceKeys: readonly Key[]): void {
    for (const key of instanceKeys) for (const wake of this.waiting.get(key) ?? []) wake();
  }

  /** null: it had not ended after that time. */
  async wait(instanceKey: Key, timeoutMs: number): Promise<{ variables: Readonly<Record<string, VariableValue>> } | null> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      // Listens before it looks, so that an end in between is not missed.
      const { woken, wake } = this.listen(instanceKey, Math.max(0, Math.min(deadline - Date.now(), LOOK_INTERVAL_MS)));
      const instance = await this.search.get('instance', instanceKey);
      if (instance?.endedAt != null) { wake(); return { variables: await this.variablesOf(instanceKey) }; }
      if (Date.now() >= deadline) { wake(); return null; }
      await woken;
    }
  }

  /** `woken` resolves at the end of the instance on this node, after the time, or when `wake` is called. */
  private listen(instanceKey: Key, ms: number): { woken: Promise<void>; wake: () => void } {
    const wakes = this.waiting.get(instanceKey) ?? new Set();
    this.waiting.set(instanceKey, wakes);
    let wake = (): void => undefined;
    const woken = new Promise<void>((next) => {
      wake = () => {
        clearTimeout(timer);
        wakes.delete(wake);
        if (wakes.size === 0 && this.waiting.get(instanceKey) === wakes) this.waiting.delete(instanceKey);
        next();
      };
      const timer = setTimeout(wake, ms);
      wakes.add(wake);
    });
    return { woken, wake };
  }

  private async variablesOf(instanceKey: Key): Promise<Readonly<Record<string, VariableValue>>> {
    const rows = await this.search.find('variable', { where: [{ field: 'scopeKey', op: '=', value: instanceKey }, { field: 'instanceKey', op: '=', value: instanceKey }, { field: 'removedAt', op: 'isNull' }] });
    return Object.fromEntries(rows.map(({ name, type, text, info }) => [name, { type, text, ...(info && { info }) }]));
  }
}
