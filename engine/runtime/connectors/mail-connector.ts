import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Variables } from '../../core/commands.ts';
import type { OutsideAnswer } from '../../core/outside-call.ts';

/**
 * The operator's mail server, `smtp://user:password@host:port` or `smtps://…`, and who mails are from when a model does
 * not say.
 */
export interface MailServer {
  readonly url: string;
  readonly from: string;
}

const TIMEOUT_MS = 10_000;
const LINE_BREAK = /[\r\n]/;

/**
 * The mail task of Camunda 7: one mail to the operator's own server. `to`, `from`, `cc`, `bcc`, `subject`, `text` and
 * `html` go in, nothing comes out. A step that is tried again sends again. Files and addresses of the web are never
 * attached.
 */
export async function sendMail(inputs: Variables, server: MailServer): Promise<OutsideAnswer> {
  const mail = readMail(inputs, server);
  if (typeof mail === 'string') return { kind: 'failed', message: mail };
  const transport = createTransport({
    url: server.url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail(mail);
    return { kind: 'done', value: { type: 'Null', text: null }, writes: [], taskChanges: [], outputs: {} };
  } catch (error) {
    return {
      kind: 'failed',
      message: `Could not send e-mail: ${error instanceof Error ? error.message : String(error)}`,
    };
  } finally {
    transport.close();
  }
}

function readMail(inputs: Variables, server: MailServer): SendMailOptions | string {
  const text = (name: string): string | undefined => inputs[name]?.text ?? undefined;
  const addresses = { from: text('from') || server.from, to: text('to'), cc: text('cc'), bcc: text('bcc') };
  if (!addresses.to?.trim()) return 'No recipient could be found for sending email';
  const broken = Object.entries({ ...addresses, subject: text('subject') }).find(
    ([, value]) => value !== undefined && LINE_BREAK.test(value),
  );
  if (broken) return `The field '${broken[0]}' of an e-mail may not hold a line break`;
  const body = { text: text('text'), html: text('html') };
  if (body.text === undefined && body.html === undefined)
    return "'html' or 'text' is required to be defined when using the mail activity";
  return { ...addresses, subject: text('subject') ?? '', ...body, textEncoding: 'quoted-printable' };
}
