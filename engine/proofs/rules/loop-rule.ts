import type { EngineEvent } from '../../core/events.ts';
import type { Key } from '../../core/state.ts';
import type { MultiInstance } from '../../graph/element.ts';
import type { Rule, Witness } from './witness.ts';

interface Body {
  readonly elementId: string;
  /** null: the model computes it. */
  readonly expected: number | null;
  readonly mayStopEarlier: boolean;
  readonly indexes: number[];
}

/**
 * A multi-instance activity that completes has had exactly as many inner instances as its cardinality or collection
 * says, numbered from 0; one that was interrupted had no more. Known where the model names a number or a list of numbers.
 */
export class LoopRule implements Rule {
  private readonly bodies = new Map<Key, Body>();
  private faults: string[] = [];

  see(event: EngineEvent, witness: Witness): void {
    if (event.type === 'elementActivated') {
      const { key, elementId, kind, phase, scopeKey, index } = event.element;
      if (kind === 'multiInstanceBody' && phase !== 'compensating') {
        const element = witness.elementAt(event.element);
        const loop = 'multiInstance' in element ? element.multiInstance : undefined;
        this.bodies.set(key, {
          elementId,
          expected: loop ? expectedCount(loop) : null,
          mayStopEarlier: loop?.completionCondition !== undefined,
          indexes: [],
        });
      }
      if (index !== null) this.bodies.get(scopeKey)?.indexes.push(index);
    }
    if (event.type !== 'elementEnded') return;
    const body = this.bodies.get(event.elementInstanceKey);
    if (!body) return;
    this.bodies.delete(event.elementInstanceKey);
    const { elementId, expected, mayStopEarlier, indexes } = body;
    if (expected === null) return;
    const isWhole = event.outcome !== 'completed' || mayStopEarlier || indexes.length === expected;
    // Some that were forgotten before they began leave gaps.
    const isInOrder = new Set(indexes).size === indexes.length && indexes.every((index) => index < expected);
    if (!isWhole || !isInOrder)
      this.faults.push(`${elementId} had the instances ${indexes.join(', ')} where the model says ${expected}`);
  }

  close(): string[] {
    const { faults } = this;
    this.faults = [];
    return faults;
  }
}

function expectedCount({ cardinality, collection }: MultiInstance): number | null {
  const text = (cardinality ?? collection)?.text ?? '';
  if (cardinality) return /^\d+$/.test(text) ? Number(text) : null;
  if (!/^\[[\d,]*\]$/.test(text)) return null;
  const list: unknown = JSON.parse(text);
  return Array.isArray(list) ? list.length : null;
}
