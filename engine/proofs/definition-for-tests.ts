import type { Definition } from '../core/decision.ts';
import type { Key } from '../core/state.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';

/** A graph as it is once it has been deployed, in its first version. */
export const definitionForTests = (key: Key, graph: ProcessGraph): Definition => ({
  key,
  version: 1,
  deploymentKey: '1',
  tenantId: null,
  isSuspended: false,
  jobSettings: new Map(),
  graph,
});
