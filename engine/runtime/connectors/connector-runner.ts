import type { ConnectorCall, OutsideAnswer } from '../../core/outside-call.ts';
import { callHttp } from './http-connector.ts';

/** Connectors that the engine has itself. Others are refused at deployment, by name. */
export class ConnectorRunner {
  private readonly allowed: readonly URL[];

  /** Addresses that models may call: each allows its scheme, host and port, and all paths below its own. */
  constructor(allowed: readonly URL[] = []) { this.allowed = allowed; }

  async run({ connectorId, inputs }: ConnectorCall): Promise<OutsideAnswer> {
    if (connectorId !== 'http-connector') return { kind: 'failed', message: `There is no connector '${connectorId}'` };
    return callHttp(inputs, this.allowed);
  }
}
