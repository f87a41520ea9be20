import { expect, test } from 'vitest';
import type { OperationCheck } from '@/lib/console/contract.ts';
import { isTicked, tickWord, toBeTicked, withTick } from './ticks.ts';

const check = (name: string, result: OperationCheck['result'], evidence = ''): OperationCheck => ({
  name,
  result,
  evidence,
});
const DEMANDS = { needsReason: true, needsTicket: false, needsConfirmation: false };
const NONE: ReadonlySet<string> = new Set();

test('what the machine cannot say is ticked by a person, unless the class asks for nothing', () => {
  const checks = [
    check('Reach', 'passed'),
    check('Way back', 'look'),
    check('Cause looks fixed', 'unknown'),
    check('Dry run on the engine', 'blocked'),
  ];
  expect(toBeTicked({ checks, demands: DEMANDS }).map(({ name }) => name)).toEqual(['Way back', 'Cause looks fixed']);
  expect(toBeTicked({ checks, demands: { ...DEMANDS, needsReason: false } })).toEqual([]);
});

test('a tick is of what was found, and can be taken back', () => {
  const found = check('Nobody holds the job', 'look', 'worker-1 holds it.');
  const ticked = withTick(NONE, found, true);
  expect(isTicked(ticked, found)).toBe(true);
  expect(isTicked(ticked, { ...found, evidence: 'worker-2 holds it.' })).toBe(false);
  expect(isTicked(withTick(ticked, found, false), found)).toBe(false);
});

test('it says what was done where that is known', () => {
  expect(tickWord(check('Outside effects so far', 'look'))).toBe('tick.outside');
  expect(tickWord(check('Reach', 'look'))).toBe('tick.looked');
});
