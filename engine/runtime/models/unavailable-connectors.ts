import type { DeploymentProblem } from '../../engine.ts';
import type { Element } from '../../graph/element.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';

/**
 * What models would do by something that this node has not been given: said when they come, not when they first run.
 */
export function unavailableConnectors(
  resource: string,
  graphs: readonly ProcessGraph[],
  hasMailServer: boolean,
): DeploymentProblem[] {
  if (hasMailServer) return [];
  return graphs
    .flatMap(({ elements }) => [...elements.values()])
    .filter(sendsMail)
    .map(({ id, place }) => ({
      resource,
      message: `ENGINE-01009 Error while parsing process. The mail task '${id}' in line ${place.line} needs a mail server, and none is configured: an operator names it by WHEELHOUSE_SMTP_URL`,
      line: place.line,
      column: place.column,
      elementId: id,
      severity: 'error',
      kind: 'unavailable',
    }));
}

function sendsMail(element: Element): boolean {
  return (
    'logic' in element && element.logic?.code.language === 'connector' && element.logic.code.connectorId === 'mail'
  );
}
