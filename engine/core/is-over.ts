import type { TreeState } from './state.ts';

/** Nothing lives in the tree any more, nor waits in it: no instance, and no task that belongs to none. */
export const isOver = ({ instances, userTasks }: Pick<TreeState, 'instances' | 'userTasks'>): boolean =>
  instances.size === 0 && userTasks.size === 0;
