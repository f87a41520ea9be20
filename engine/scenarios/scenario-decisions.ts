import type { DecisionDefinition } from '../core/decision.ts';
import type { DecisionGraph } from '../graph/decision.ts';

/** The decisions of some files as the core is given them. */
export function scenarioDecisions(graphs: readonly DecisionGraph[]): readonly DecisionDefinition[] {
  return graphs.flatMap((graph) => {
    const versions = new Map([...graph.decisions.keys()].map((id) => [id, { key: `decision ${id}`, version: 1 }]));
    return [...graph.decisions.keys()].map((decisionId) => ({
      key: `decision ${decisionId}`,
      decisionId,
      version: 1,
      deploymentKey: 'deployment',
      tenantId: null,
      requirementsKey: null,
      graph,
      versions,
    }));
  });
}
