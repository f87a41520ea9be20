import type { EngineEvent } from '../../core/events.ts';
import type { Key } from '../../core/state.ts';
import type { Rule, Witness } from './witness.ts';

/**
 * What ends a scope ends all of its tokens: whoever ends it, and an event that terminates it, which ends what was there
 * beside it. An instance is terminated only where somebody canceled it, a called one only with its call activity.
 */
export class EndRule implements Rule {
  private readonly isCanceled: () => boolean;
  private readonly callers = new Map<Key, Key>();
  private readonly ended = new Map<Key, 'completed' | 'terminated' | 'merged'>();
  private readonly endedInstances = new Map<Key, 'completed' | 'terminated'>();
  private readonly doomed = new Map<Key, string>();

  constructor(isCanceled: () => boolean) {
    this.isCanceled = isCanceled;
  }

  see(event: EngineEvent, witness: Witness): void {
    if (event.type === 'instanceCreated' && event.instance.parentElementInstanceKey !== null)
      this.callers.set(event.instance.key, event.instance.parentElementInstanceKey);
    if (event.type === 'instanceEnded') this.endedInstances.set(event.instanceKey, event.outcome);
    if (event.type !== 'elementEnded') return;
    this.ended.set(event.elementInstanceKey, event.outcome);
    const at = witness.elements.get(event.elementInstanceKey);
    if (!at || event.outcome !== 'completed') return;
    const element = witness.elementAt(at);
    if (element.kind !== 'endEvent' || element.trigger.kind !== 'terminate') return;
    for (const token of [...witness.elements.values(), ...witness.jobs.values()]) {
      const isToken = !('position' in token) || token.elementInstanceKey === null;
      if (isToken && token.scopeKey === at.scopeKey && token.key !== at.key)
        this.doomed.set(token.key, `${token.elementId} has outlived ${at.elementId}`);
    }
  }

  close(witness: Witness): string[] {
    const faults: string[] = [];
    for (const [key, what] of this.doomed) if (witness.elements.has(key) || witness.jobs.has(key)) faults.push(what);
    for (const { key, elementId, scopeKey } of witness.elements.values())
      if (this.ended.has(scopeKey) || this.endedInstances.has(scopeKey))
        faults.push(`${elementId} (${key}) has outlived its scope`);
    for (const [key, outcome] of this.endedInstances) {
      const expected = this.outcomeOf(key);
      if (outcome !== expected) faults.push(`instance ${key} is ${outcome} instead of ${expected}`);
      this.callers.delete(key);
    }
    this.doomed.clear();
    this.ended.clear();
    this.endedInstances.clear();
    return faults;
  }

  private outcomeOf(instanceKey: Key): 'completed' | 'terminated' {
    const caller = this.callers.get(instanceKey);
    if (caller !== undefined) return this.ended.get(caller) === 'terminated' ? 'terminated' : 'completed';
    return this.isCanceled() ? 'terminated' : 'completed';
  }
}
