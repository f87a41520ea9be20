import { expect, it } from 'vitest';
import { logLine } from './log.ts';

const parsed = (message: string, details = {}) =>
  JSON.parse(logLine('error', message, details)) as Record<string, unknown>;

it('writes one line whatever a caller sent', () => {
  const line = logLine('info', 'a\nb\r\u2028\u0085c', { path: '/x\n{"level":"info"}' });
  expect(line).not.toMatch(/[\n\r\u2028\u0085]/);
});

it('leaves out what is named like a secret, and passwords within addresses', () => {
  const line = logLine('error', 'cannot reach postgresql://ann:geheim@db/x', {
    password: 'geheim',
    request: { authorization: 'geheim' },
    error: new Error('postgresql://ann:geheim@db/x'),
  });
  expect(line).not.toContain('geheim');
  expect(line).toContain('postgresql://ann:(hidden)@db/x');
});

it('cuts long texts and says so', () => {
  expect(String(parsed('x'.repeat(10_000)).message)).toMatch(/… \(10000 characters\)$/);
});
