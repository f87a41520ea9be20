import type { ConnectorCall, OutsideAnswer } from '../../core/outside-call.ts';
import { callHttp } from './http-connector.ts';
import { type MailServer, sendMail } from './mail-connector.ts';

/** Connectors that the engine has itself. Others are refused at deployment, by name. */
export class ConnectorRunner {
  private readonly allowed: readonly URL[];
  private readonly mailServer: MailServer | null;

  /** `allowed`: addresses that models may call, each with its scheme, host and port, and all paths below its own. */
  constructor(allowed: readonly URL[] = [], mailServer: MailServer | null = null) {
    this.allowed = allowed;
    this.mailServer = mailServer;
  }

  async run({ connectorId, inputs }: ConnectorCall): Promise<OutsideAnswer> {
    switch (connectorId) {
      case 'http-connector':
        return callHttp(inputs, this.allowed);
      case 'mail':
        return this.mailServer
          ? sendMail(inputs, this.mailServer)
          : {
              kind: 'failed',
              message:
                'Could not send e-mail: no mail server is configured. An operator names it by WHEELHOUSE_SMTP_URL',
            };
      default:
        return { kind: 'failed', message: `There is no connector '${connectorId}'` };
    }
  }
}
