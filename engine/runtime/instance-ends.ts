import type { EngineEvent } from '../core/events.ts';
import type { Key } from '../core/state.ts';
import type { VariableValue } from '../graph/variable-value.ts';
import type { Search } from '../store/search/search.ts';
import { Wakes } from './wakes.ts';

/** Looks this often, for hints of other nodes that were lost or named nothing. */
const LOOK_INTERVAL_MS = 500;

/** Callers that wait for the end of an instance. */
export class InstanceEnds {
  private readonly search: Search;
  private readonly waiting = new Wakes<Key>();

  constructor(search: Search) {
    this.search = search;
  }

  committed(events: readonly EngineEvent[]): void {
    if (this.waiting.isEmpty) return;
    for (const event of events) if (event.type === 'instanceEnded') this.waiting.wake(event.instanceKey);
  }

  /** Something happened to these instances on another node. */
  changedElsewhere(instanceKeys: readonly Key[]): void {
    for (const key of instanceKeys) this.waiting.wake(key);
  }

  /** null: it had not ended after that time. */
  async wait(
    instanceKey: Key,
    timeoutMs: number,
  ): Promise<{ variables: Readonly<Record<string, VariableValue>> } | null> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      // Listens before it looks, so that an end in between is not missed.
      const { woken, wake } = this.waiting.listen(
        instanceKey,
        Math.max(0, Math.min(deadline - Date.now(), LOOK_INTERVAL_MS)),
      );
      const instance = await this.search.get('instance', instanceKey);
      if (instance?.endedAt != null) {
        wake();
        return { variables: await this.variablesOf(instanceKey) };
      }
      if (Date.now() >= deadline) {
        wake();
        return null;
      }
      await woken;
    }
  }

  private async variablesOf(instanceKey: Key): Promise<Readonly<Record<string, VariableValue>>> {
    const rows = await this.search.find('variable', {
      where: [
        { field: 'scopeKey', op: '=', value: instanceKey },
        { field: 'instanceKey', op: '=', value: instanceKey },
        { field: 'removedAt', op: 'isNull' },
      ],
    });
    return Object.fromEntries(rows.map(({ name, type, text, info }) => [name, { type, text, ...(info && { info }) }]));
  }
}
