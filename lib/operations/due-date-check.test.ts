import { expect, it } from 'vitest';
import { dueDateCheck } from './retry.ts';

const HOUR_MS = 3_600_000;
const job = (kind: string, inMs: number | null) => ({
  kind,
  dueAt: inMs === null ? null : new Date(Date.now() + inMs),
});

it('says of jobs that keep a later moment that they wait for it, unless another is given', () => {
  const later = job('continuation', HOUR_MS);
  expect(dueDateCheck([job('continuation', null), later], undefined)).toEqual([
    {
      name: 'It is due later',
      result: 'passed',
      evidence: `Due at ${later.dueAt?.toISOString()}, and not tried before.`,
    },
  ]);
  expect(dueDateCheck([job('timer', -HOUR_MS), job('continuation', null)], undefined)).toEqual([]);
  expect(dueDateCheck([], undefined)).toEqual([]);
  expect(dueDateCheck([job('worker', HOUR_MS)], undefined)).toEqual([]);
  expect(dueDateCheck([later], '2026-12-01T10:00:00.000Z')).toMatchObject([
    { result: 'passed', evidence: 'Not before 2026-12-01T10:00:00.000Z.' },
  ]);
  expect(dueDateCheck([job('worker', null)], '2026-12-01T10:00:00.000Z')).toMatchObject([{ result: 'blocked' }]);
});
