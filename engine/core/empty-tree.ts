import type { Key, TreeState } from './state.ts';

/** A tree before its first command. */
export function emptyTree(treeKey: Key): TreeState {
  return {
    treeKey,
    version: 0,
    instances: new Map(),
    elements: new Map(),
    variables: new Map(),
    jobs: new Map(),
    userTasks: new Map(),
    subscriptions: new Map(),
    incidents: new Map(),
    variablesByScope: new Map(),
    tokensByScope: new Map(),
    attachedTo: new Map(),
  };
}
