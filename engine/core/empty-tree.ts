import type { Key, TreeState } from './state.ts';

/** States are never changed, only followed by others, so all that begin have the same. */
const NOTHING: ReadonlyMap<Key, never> = new Map<Key, never>();

/** A tree before its first command. */
export const emptyTree = (treeKey: Key): TreeState => ({
  treeKey,
  version: 0,
  instances: NOTHING,
  elements: NOTHING,
  variables: NOTHING,
  jobs: NOTHING,
  userTasks: NOTHING,
  subscriptions: NOTHING,
  incidents: NOTHING,
  variablesByScope: NOTHING,
  tokensByScope: NOTHING,
  attachedTo: NOTHING,
});
