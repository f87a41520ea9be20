import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';

const secret = 'a'.repeat(32);
const read = (source: Record<string, string | undefined>) =>
  readEnv('console', { WHEELHOUSE_SECRET: secret, ...source });

describe('readEnv', () => {
  it('fills in the documented defaults', () => {
    expect(read({})).toEqual({
      databaseUrl: null,
      dataDir: '.wheelhouse',
      host: '127.0.0.1',
      consolePort: 3000,
      consoleUrl: 'http://localhost:3000',
      isBehindProxy: false,
      apiHost: '127.0.0.1',
      apiPort: 8080,
      isApiAuthRequired: true,
      isJobExecutorOn: true,
      mayKeepProcessorsAwake: true,
      historyCleanUpWindow: null,
      delegatesFile: null,
      areUnknownDelegatesTopics: false,
      allowedHttpAddresses: [],
      mailServer: undefined,
      nodeName: undefined,
      secret,
      isDemo: false,
    });
  });

  it.each([
    ['WHEELHOUSE_SECRET is missing', { WHEELHOUSE_SECRET: undefined }],
    ['WHEELHOUSE_SECRET is missing', { WHEELHOUSE_SECRET: '' }],
    ['WHEELHOUSE_SECRET is too short', { WHEELHOUSE_SECRET: 'hunter2' }],
    ['WHEELHOUSE_API_PORT must be a port', { WHEELHOUSE_API_PORT: '80a' }],
    ['WHEELHOUSE_API_PORT must be a port', { WHEELHOUSE_API_PORT: '70000' }],
    ['WHEELHOUSE_API_AUTH must be one of: required, none', { WHEELHOUSE_API_AUTH: 'off' }],
    [
      'WHEELHOUSE_HTTP_CONNECTOR_ALLOW must be an address',
      { WHEELHOUSE_HTTP_CONNECTOR_ALLOW: 'https://a.example, b.example' },
    ],
    [
      'WHEELHOUSE_SMTP_URL must be an address that begins with smtp:// or smtps://',
      { WHEELHOUSE_SMTP_URL: 'https://mail.example', WHEELHOUSE_MAIL_FROM: 'a@mail.example' },
    ],
    ['WHEELHOUSE_SMTP_URL needs WHEELHOUSE_MAIL_FROM', { WHEELHOUSE_SMTP_URL: 'smtp://mail.example' }],
    ['WHEELHOUSE_HOST must be an IP address', { WHEELHOUSE_HOST: 'all' }],
    ['DATABASE_URL must be an address', { DATABASE_URL: 'mysql://localhost/x' }],
    [
      'WHEELHOUSE_API_AUTH=none is accepted only while',
      { WHEELHOUSE_API_AUTH: 'none', WHEELHOUSE_API_HOST: '0.0.0.0' },
    ],
    ["the demo's passwords are public", { WHEELHOUSE_DEMO: 'on', WHEELHOUSE_HOST: '0.0.0.0' }],
    ['exclude each other', { WHEELHOUSE_DEMO: 'on', DATABASE_URL: 'postgresql://localhost/x' }],
    ['are the same', { WHEELHOUSE_CONSOLE_PORT: '8080' }],
  ])('refuses: %s', (message, source) => {
    expect(() => read(source)).toThrow(message);
  });

  it('names everything that is wrong at once, and quotes no value', () => {
    const reading = () => read({ WHEELHOUSE_API_PORT: 'topsecret', WHEELHOUSE_JOB_EXECUTOR: 'topsecret' });
    expect(reading).toThrow(/WHEELHOUSE_API_PORT[\s\S]*WHEELHOUSE_JOB_EXECUTOR/);
    expect(reading).not.toThrow(/topsecret/);
  });

  it('reads a list of addresses', () => {
    expect(
      read({
        WHEELHOUSE_HTTP_CONNECTOR_ALLOW: 'https://a.example/api, http://localhost:9000',
      }).allowedHttpAddresses.map(String),
    ).toEqual(['https://a.example/api', 'http://localhost:9000/']);
  });

  it('needs no secret for an engine node that signs nothing', () => {
    expect(readEnv('engine', { WHEELHOUSE_API_AUTH: 'none' }).secret).toBe('');
    expect(() => readEnv('engine', {})).toThrow('WHEELHOUSE_SECRET is missing');
  });

  it('accepts APIs without authentication on loopback', () => {
    expect(read({ WHEELHOUSE_API_AUTH: 'none', WHEELHOUSE_API_HOST: '::1' }).isApiAuthRequired).toBe(false);
  });
});
