import { applyEvent } from './apply-event.ts';
import type { EngineEvent } from './events.ts';
import type { TreeState } from './state.ts';
import { TreeDraft } from './tree-draft.ts';

/** The state after an event. The given state stays as it is. */
export function evolve(state: TreeState, event: EngineEvent): TreeState {
  return evolveAll(state, [event]);
}

/** The state after several events: one copy of what they change instead of one for each. */
export function evolveAll(state: TreeState, events: readonly EngineEvent[]): TreeState {
  const draft = new TreeDraft(state);
  for (const event of events) applyEvent(draft, event);
  return draft.toState();
}
