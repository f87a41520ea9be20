import type { DecisionDefinition } from '../core/decision.ts';
import type { DecisionGraph } from '../graph/decision.ts';

/** The decisions of some files as the core is given them; those that have an id again are its next versions. */
export function scenarioDecisions(graphs: readonly DecisionGraph[]): readonly DecisionDefinition[] {
  return graphs.flatMap((graph, n) => {
    const versions = new Map(
      [...graph.decisions.keys()].map((id) => {
        const version = graphs.slice(0, n + 1).filter(({ decisions }) => decisions.has(id)).length;
        return [id, { key: `decision ${id} ${version}`, version }];
      }),
    );
    return [...versions].map(([decisionId, { key, version }]) => ({
      key,
      decisionId,
      version,
      deploymentKey: 'deployment',
      tenantId: null,
      requirementsKey: null,
      graph,
      versions,
    }));
  });
}
