import { expect, test } from 'vitest';
import { isDatabaseAway } from './database-away.ts';

test('a database that is not there is told from a request that fails', () => {
  const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code });
  expect(
    [
      coded('P1001', "Can't reach database server at 127.0.0.1:5432"),
      coded('ECONNREFUSED'),
      coded('57P01', 'terminating connection due to administrator command'),
      new Error('Connection terminated unexpectedly'),
      new Error('timeout exceeded when trying to connect'),
      new Error('Database error. Code: `57P03`. Message: `the database system is shutting down`'),
      new Error('reading failed', { cause: coded('ECONNRESET') }),
    ].map(isDatabaseAway),
  ).not.toContain(false);
  expect(
    [
      coded('23505', 'duplicate key'),
      coded('57014', 'canceling statement due to statement timeout'),
      new Error('secret detail'),
      'text',
      null,
    ].map(isDatabaseAway),
  ).not.toContain(true);
});
