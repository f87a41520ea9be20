import { startTriggers } from '../../core/start-triggers.ts';
import type { Instant } from '../../core/state.ts';
import type { DeploymentProblem } from '../../engine.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';

/** Start events that nothing could ever reach. */
export function startProblems(resource: string, graphs: readonly ProcessGraph[], now: Instant): DeploymentProblem[] {
  return graphs.flatMap((graph) =>
    startTriggers(graph, now).problems.map(({ elementId, message, exception }) => {
      const place = graph.elements.get(elementId)?.place;
      return {
        resource,
        message,
        elementId,
        line: place?.line ?? null,
        column: place?.column ?? null,
        severity: 'error' as const,
        kind: 'start' as const,
        ...(exception !== undefined && { exception }),
      };
    }),
  );
}
