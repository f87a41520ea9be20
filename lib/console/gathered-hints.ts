import type { ChangeHint } from '@/engine/index.ts';
import type { LiveHint } from './views/live-hint.ts';

/** More keys than this: none are named, and the page reads all that it shows of the kind. */
const MAX_KEYS = 200;

type Kind = LiveHint['kinds'][number];
interface Changed {
  readonly instanceKeys: Set<string>;
  readonly definitionKeys: Set<string>;
  isTooMany: boolean;
}

/**
 * Sums up hints, so that a busy engine does not make pages busy. Each kind keeps its own keys: who opens an instance
 * while jobs of others end makes nobody read the instance again.
 */
export class GatheredHints {
  readonly #changed = new Map<Kind, Changed>();

  add({ kinds, instanceKeys, definitionKeys }: ChangeHint): void {
    for (const kind of kinds) {
      const changed = this.#changed.get(kind) ?? {
        instanceKeys: new Set(),
        definitionKeys: new Set(),
        isTooMany: false,
      };
      this.#changed.set(kind, changed);
      for (const key of instanceKeys) if (changed.instanceKeys.size <= MAX_KEYS) changed.instanceKeys.add(key);
      for (const key of definitionKeys) if (changed.definitionKeys.size <= MAX_KEYS) changed.definitionKeys.add(key);
      if (isUnbounded(instanceKeys.length, definitionKeys.length)) changed.isTooMany = true;
    }
  }

  /** What was added since the last time; kinds with the same keys in one hint. */
  take(): readonly LiveHint[] {
    const hints = new Map<string, LiveHint>();
    for (const [kind, changed] of this.#changed) {
      const isAny = changed.isTooMany || changed.instanceKeys.size > MAX_KEYS || changed.definitionKeys.size > MAX_KEYS;
      const instanceKeys = isAny ? [] : [...changed.instanceKeys];
      const definitionKeys = isAny ? [] : [...changed.definitionKeys];
      const id = JSON.stringify([instanceKeys, definitionKeys]);
      hints.set(id, { kinds: [...(hints.get(id)?.kinds ?? []), kind], instanceKeys, definitionKeys });
    }
    this.#changed.clear();
    return [...hints.values()];
  }
}

/** Without any key there were too many to name. */
function isUnbounded(instances: number, definitions: number): boolean {
  return instances === 0 && definitions === 0;
}
