import type { DelegateRoute, OutsideAnswer, OutsideCall, ScriptCall } from '../core/outside-call.ts';
import type { Pool } from '../store/connection.ts';
import { deployedText } from '../store/definitions.ts';
import type { ConnectorRunner } from './connectors/connector-runner.ts';
import type { DelegateRegistry } from './models/delegate-registry.ts';
import type { ScriptThreads } from './scripts/script-threads.ts';

/** Whoever makes the calls that the core asks for. */
export interface OutsideCalls {
  route(name: string): DelegateRoute | undefined;
  make(call: OutsideCall): Promise<OutsideAnswer>;
}

export interface OutsideParts {
  readonly pool: Pool;
  readonly scripts: ScriptThreads;
  readonly delegates: DelegateRegistry;
  readonly connectors: ConnectorRunner;
}

/** Runs scripts in their sandbox, delegates as functions of the host, connectors as far as they are allowed. */
export function outsideCalls(parts: OutsideParts): OutsideCalls {
  return {
    route: (name) => parts.delegates.route(name),
    async make(call) {
      switch (call.kind) {
        case 'script':
          return runScript(parts, call);
        case 'delegate':
          return parts.delegates.call(call);
        case 'connector':
          return parts.connectors.run(call);
      }
    },
  };
}

/** A rehearsal changes nothing, outside neither: scripts run, since they reach nothing; the rest is not called. */
export function rehearsedCalls(calls: OutsideCalls): OutsideCalls {
  return {
    route: calls.route,
    async make(call) {
      if (call.kind === 'script') return calls.make(call);
      return {
        kind: 'failed',
        message: `A rehearsal calls nothing outside: not ${call.kind === 'delegate' ? `the delegate '${call.name}'` : `the connector '${call.connectorId}'`}`,
      };
    },
  };
}

/** Files of the model's own deployment alone can be read. */
const IN_DEPLOYMENT = 'deployment://';

async function runScript({ pool, scripts }: OutsideParts, call: ScriptCall): Promise<OutsideAnswer> {
  if (call.resource === null) return scripts.run(call);
  const name = call.resource.startsWith(IN_DEPLOYMENT) ? call.resource.slice(IN_DEPLOYMENT.length) : null;
  const source = name === null ? null : await deployedText(pool, call.deploymentKey, name);
  return source === null
    ? {
        kind: 'failed',
        message: `ENGINE-09024 Unable to find resource at path ${call.resource}`,
        isUnread: true,
      }
    : scripts.run({ ...call, source });
}
