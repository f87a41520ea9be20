import type { EngineEvent } from '../core/events.ts';
import type { Key } from '../core/state.ts';
import type { VariableValue } from '../graph/variable-value.ts';
import type { Search } from '../store/search/search.ts';

/** Looks this often for instances that end on another node. */
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

  /** null: it had not ended after that time. */
  async wait(instanceKey: Key, timeoutMs: number): Promise<{ variables: Readonly<Record<string, VariableValue>> } | null> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const instance = await this.search.get('instance', instanceKey);
      if (instance?.endedAt != null) return { variables: await this.variablesOf(instanceKey) };
      const left = deadline - Date.now();
      if (left <= 0) return null;
      await this.wakeOrTime(instanceKey, Math.min(left, LOOK_INTERVAL_MS));
    }
  }

  private wakeOrTime(instanceKey: Key, ms: number): Promise<void> {
    return new Promise((next) => {
      const wakes = this.waiting.get(instanceKey) ?? new Set();
      const wake = () => {
        clearTimeout(timer);
        wakes.delete(wake);
        if (wakes.size === 0) this.waiting.delete(instanceKey);
        next();
      };
      const timer = setTimeout(wake, ms);
      wakes.add(wake);
      this.waiting.set(instanceKey, wakes);
    });
  }

  private async variablesOf(instanceKey: Key): Promise<Readonly<Record<string, VariableValue>>> {
    const rows = await this.search.find('variable', { where: [{ field: 'scopeKey', op: '=', value: instanceKey }, { field: 'instanceKey', op: '=', value: instanceKey }, { field: 'removedAt', op: 'isNull' }] });
    return Object.fromEntries(rows.map(({ name, type, text, info }) => [name, { type, text, ...(info && { info }) }]));
  }
}
