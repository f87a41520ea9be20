import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { fromJson } from '../../expressions/values.ts';
import { sendMail } from './mail-connector.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

/** As much of a mail server as one mail needs; the result is what clients have said. */
async function listen(
  answerTo: (line: string) => string | undefined = () => undefined,
): Promise<{ url: string; heard: string[] }> {
  const heard: string[] = [];
  server = createServer((socket) => {
    greet(socket, heard, answerTo);
  });
  await new Promise<void>((resolve) => {
    server?.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return { url: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, heard };
}

function greet(socket: Socket, heard: string[], answerTo: (line: string) => string | undefined): void {
  let isBody = false;
  socket.write('220 ready\r\n');
  socket.on('data', (data) => {
    for (const line of data.toString().split('\r\n').slice(0, -1)) {
      heard.push(line);
      if (isBody) {
        if (line === '.') {
          isBody = false;
          socket.write('250 kept\r\n');
        }
        continue;
      }
      isBody = line === 'DATA';
      socket.write(`${answerTo(line) ?? (isBody ? '354 go on' : line === 'QUIT' ? '221 bye' : '250 ok')}\r\n`);
    }
  });
}

const inputs = (fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, fromJson(value)]));

describe('the mail task', () => {
  it('sends one mail to all recipients', async () => {
    const { url, heard } = await listen();
    const answer = await sendMail(
      inputs({
        to: 'kermit@example.org, piggy@example.org',
        bcc: 'fozzie@example.org',
        subject: 'Hello',
        text: 'Plain',
        html: '<b>Rich</b>',
      }),
      { url, from: 'wheelhouse@example.org' },
    );
    expect(answer).toMatchObject({ kind: 'done', outputs: {} });
    expect(heard).toEqual(
      expect.arrayContaining([
        'MAIL FROM:<wheelhouse@example.org>',
        'RCPT TO:<kermit@example.org>',
        'RCPT TO:<piggy@example.org>',
        'RCPT TO:<fozzie@example.org>',
        'Subject: Hello',
        'Plain',
        '<b>Rich</b>',
      ]),
    );
    expect(heard.join('\n')).not.toMatch(/^bcc:/im);
  });
  it('is from whom the model says', async () => {
    const { url, heard } = await listen();
    await sendMail(inputs({ to: 'kermit@example.org', from: 'frog@example.org', text: 'x' }), {
      url,
      from: 'wheelhouse@example.org',
    });
    expect(heard).toContain('MAIL FROM:<frog@example.org>');
  });
  it.each([
    ['without recipient', { text: 'x' }, 'No recipient could be found for sending email'],
    [
      'without body',
      { to: 'kermit@example.org' },
      "'html' or 'text' is required to be defined when using the mail activity",
    ],
    [
      'with a header of its own',
      { to: 'kermit@example.org\r\nBcc: all@example.org', text: 'x' },
      "The field 'to' of an e-mail may not hold a line break",
    ],
  ])('fails %s', async (_name, fields, message) => {
    expect(await sendMail(inputs(fields), { url: 'smtp://127.0.0.1:1', from: 'a@example.org' })).toEqual({
      kind: 'failed',
      message,
    });
  });
  it('fails when the server does not answer, or refuses', async () => {
    expect(
      await sendMail(inputs({ to: 'kermit@example.org', text: 'x' }), {
        url: 'smtp://127.0.0.1:1',
        from: 'a@example.org',
      }),
    ).toMatchObject({ kind: 'failed', message: expect.stringContaining('Could not send e-mail: ') });
    const { url } = await listen((line) => (line.startsWith('RCPT') ? '550 unknown here' : undefined));
    expect(
      await sendMail(inputs({ to: 'kermit@example.org', text: 'x' }), { url, from: 'a@example.org' }),
    ).toMatchObject({ kind: 'failed', message: expect.stringContaining('550 unknown here') });
  });
});
