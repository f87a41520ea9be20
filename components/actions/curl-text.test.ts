import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { curlText } from './curl-text.ts';

test('a call is written so that a shell hands it on as it is', () => {
  const body = { value: `it's "$HOME" \\ \n`, type: 'String' };
  const text = curlText({ method: 'PUT', path: `/engine-rest/process-instance/1/variables/it's`, body });
  const given = execFileSync('sh', ['-c', text.replace(/^curl/, `printf '%s\\0'`)], {
    env: { ...process.env, WHEELHOUSE_API: 'http://here', AUTHORIZATION: 'Basic x' },
  })
    .toString()
    .split('\0');
  expect(given).toEqual([
    '-X',
    'PUT',
    "http://here/engine-rest/process-instance/1/variables/it's",
    '-H',
    'Authorization: Basic x',
    '-H',
    'content-type: application/json',
    '-d',
    JSON.stringify(body),
    '',
  ]);
  expect(curlText({ method: 'DELETE', path: '/engine-rest/incident/7' })).not.toContain('-d');
});
