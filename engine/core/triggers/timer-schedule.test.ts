import { describe, expect, test } from 'vitest';
import { CAMUNDA7_SEMANTICS, CAMUNDA8_SEMANTICS } from '../../graph/semantics.ts';
import { nextTimer, timerSchedule } from './timer-schedule.ts';

const NOON = Date.UTC(2026, 0, 31, 12);
const HOUR_MS = 3_600_000;

describe('a cycle of Camunda 8 is counted', () => {
  test('three times an hour apart, each from the one before', () => {
    const first = timerSchedule('cycle', 'R3/PT1H', NOON, CAMUNDA8_SEMANTICS);
    expect(first).toEqual({ dueAt: NOON + HOUR_MS, repeat: 'R3/PT1H' });
    const second = nextTimer('R3/PT1H', NOON + HOUR_MS, NOON + HOUR_MS + 1, CAMUNDA8_SEMANTICS);
    expect(second).toEqual({ dueAt: NOON + 2 * HOUR_MS, repeat: 'R2/PT1H' });
    expect(nextTimer('R1/PT1H', NOON, NOON, CAMUNDA8_SEMANTICS)).toBeNull();
  });
  test('what is over by now is not made up for', () => {
    const late = NOON + 5 * HOUR_MS;
    expect(nextTimer('R3/PT1H', NOON + HOUR_MS, late, CAMUNDA8_SEMANTICS)?.dueAt).toBe(late + HOUR_MS);
    const isoStart = (at: number): string => `R/${new Date(at).toISOString()}/PT1H`;
    expect(timerSchedule('cycle', isoStart(NOON - 1), NOON, CAMUNDA8_SEMANTICS)?.dueAt).toBe(NOON + HOUR_MS);
    expect(timerSchedule('cycle', isoStart(NOON + 1), NOON, CAMUNDA8_SEMANTICS)?.dueAt).toBe(NOON + 1);
  });
  test('without a number it never ends', () => {
    expect(nextTimer('R/PT1H', NOON, NOON, CAMUNDA8_SEMANTICS)).toEqual({ dueAt: NOON + HOUR_MS, repeat: 'R/PT1H' });
  });
});

describe('a cycle of Camunda 7 follows from its start and the clock', () => {
  const first = timerSchedule('cycle', 'R2/PT1H', NOON, CAMUNDA7_SEMANTICS);
  const repeat = first?.repeat ?? '';
  test('fired early, the next one is due when this one was', () => {
    expect(first?.dueAt).toBe(NOON + HOUR_MS);
    expect(nextTimer(repeat, NOON + HOUR_MS, NOON + 60_000, CAMUNDA7_SEMANTICS)?.dueAt).toBe(NOON + HOUR_MS);
  });
  test('fired in time, it goes on; after the last date it ends', () => {
    expect(nextTimer(repeat, NOON + HOUR_MS, NOON + HOUR_MS + 1, CAMUNDA7_SEMANTICS)?.dueAt).toBe(NOON + 2 * HOUR_MS);
    expect(nextTimer(repeat, NOON + 2 * HOUR_MS, NOON + 2 * HOUR_MS + 1, CAMUNDA7_SEMANTICS)).toBeNull();
  });
});

test('what cannot be read has no schedule', () => {
  expect(timerSchedule('duration', 'soon', NOON, CAMUNDA8_SEMANTICS)).toBeNull();
  expect(timerSchedule('date', 'PT1H', NOON, CAMUNDA8_SEMANTICS)).toBeNull();
});

test('no repetition: due at once in Camunda 7, once after its interval in Camunda 8', () => {
  expect(timerSchedule('cycle', 'R0/PT1H', NOON, CAMUNDA7_SEMANTICS)).toEqual({ dueAt: NOON, repeat: null });
  expect(timerSchedule('cycle', 'R0/PT1H', NOON, CAMUNDA8_SEMANTICS)?.dueAt).toBe(NOON + HOUR_MS);
  expect(nextTimer('R0/PT1H', NOON, NOON, CAMUNDA8_SEMANTICS)).toBeNull();
});
