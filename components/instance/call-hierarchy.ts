import type { CallLink, InstanceView } from '@/lib/console/views/instance-view.ts';
import { isShown, type SelectedElements } from './selected-elements.ts';

/** One instance of the hierarchy. */
export interface CallRow {
  readonly call: CallLink;
  /** 0: the root. */
  readonly depth: number;
  readonly isHere: boolean;
  /** Whose model the calling element stands in. */
  readonly definitionKey: string | null;
}

/** Root first: who called, the instance itself, and what it called; with elements selected, what those called. */
export function callHierarchy(instance: InstanceView, selected: SelectedElements): readonly CallRow[] {
  return [...callersOf(instance), hereOf(instance), ...calledOf(instance, selected)];
}

/** A caller names the call activity by which it called the next one; it is shown with the one that was called. */
function callersOf({ callers }: InstanceView): readonly CallRow[] {
  return callers.map((call, n) => ({
    call: { ...call, elementId: callers[n - 1]?.elementId ?? null },
    depth: n,
    isHere: false,
    definitionKey: callers[n - 1]?.definition.key ?? null,
  }));
}

function hereOf(instance: InstanceView): CallRow {
  const caller = instance.callers.at(-1);
  const { state, businessKey, definition, startedAt, endedAt } = instance;
  const elementId = caller?.elementId ?? null;
  return {
    call: { instanceKey: instance.key, state, businessKey, definition, elementId, startedAt, endedAt },
    depth: instance.callers.length,
    isHere: true,
    definitionKey: caller?.definition.key ?? null,
  };
}

function calledOf(instance: InstanceView, selected: SelectedElements): readonly CallRow[] {
  const tree = instance.calledTree ?? instance.called.map((call) => ({ ...call, depth: 1, callerKey: instance.key }));
  const definitions = new Map([
    [instance.key, instance.definition.key],
    ...tree.map((call) => [call.instanceKey, call.definition.key] as const),
  ]);
  const kept = new Set<string>();
  // A caller stands before what it called.
  const called = tree.filter((call) => {
    const isKept =
      selected.length === 0 ||
      (call.callerKey === instance.key ? isShown(selected, call.elementId) : kept.has(call.callerKey));
    if (isKept) kept.add(call.instanceKey);
    return isKept;
  });
  return called.map((call) => ({
    call,
    depth: instance.callers.length + call.depth,
    isHere: false,
    definitionKey: definitions.get(call.callerKey) ?? null,
  }));
}
