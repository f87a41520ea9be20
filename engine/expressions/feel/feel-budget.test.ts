import { beforeAll, describe, expect, it } from 'vitest';
import { checkExpression, evaluate } from '../evaluate.ts';
import { processorClock } from '../../runtime/processor-clock.ts';
import { giveProcessorClock } from '../processor-time.ts';

/**
 * Of the processor, not of the clock: 100 ms for the evaluation, and what it takes to read the text and to notice.
 * Without a budget each takes minutes or for ever.
 */
const MAX_MS = 250;
beforeAll(() => giveProcessorClock(processorClock));

const SCOPE = { lookup: () => undefined, names: () => [], now: 0 };
const feel = (text: string) => ({ language: 'feel' as const, text });
const doubled = '(for i in 1..40 return if i = 1 then [1] else [partial[-1], partial[-1]])[-1]';

function timed<Result>(run: () => Result): Result {
  const start = processorClock.usedMs();
  const result = run();
  expect(processorClock.usedMs() - start).toBeLessThan(MAX_MS);
  return result;
}

describe('an evaluation has a budget', () => {
  it.each([
    ['a loop without end', 'for x in 1..1000000000 return x'],
    ['a range beyond every number', 'for x in 1..100000000000000000000000000000000000 return x'],
    ['loops in loops', 'count(for x in 1..100000, y in 1..100000 return 1)'],
    ['a search without end', 'some x in 1..1000000000 satisfies x < 0'],
    ['filters in filters', `[1,2,3][${'count([1,2,3]['.repeat(10)}item > 0${'])>0'.repeat(10)}]`],
    ['a pattern that backtracks', `matches("${'a'.repeat(40)}b", "^(a+)+$")`],
    ['a replacement that backtracks', `replace("${'a'.repeat(40)}b", "(a|aa)+$", "x")`],
    ['a split that backtracks', `split("${'a'.repeat(40)}b", "(a*)*c")`],
    ['a function that calls itself', '{f: function(x) f(x + 1), r: f(1)}.r'],
    ['a text that doubles', '(for i in 1..40 return if i = 1 then "aaaaaaaa" else partial[-1] + partial[-1])[-1]'],
    ['a list that doubles', doubled],
    ['a text of a list that doubles', `string(${doubled})`],
    ['a warning about a list that doubles', `${doubled} + 1`],
    ['a number without end', '9999999999 ** 999'],
    ['a date without end', '@"9999-01-01" + duration("P999999999Y")'],
    ['times of a place', 'count(for x in 1..100000 return date and time("2024-02-03T10:00:00@Europe/Berlin"))'],
    [
      'comparisons of times of places',
      'count((for x in 1..100000 return @"2024-02-03T10:00:00@Europe/Berlin" < @"2024-02-03T10:00:00@Asia/Tokyo"))',
    ],
    [
      'the order of times of places',
      'sort(for x in 1..5000 return @"2024-02-03T10:00:00@Europe/Berlin" - duration("PT" + string(x) + "S"), function(a, b) a < b)',
    ],
    ['distinct values of too much', 'distinct values(for x in 1..100000 return x)'],
  ])('%s', (_title, text) => {
    expect(checkExpression(feel(text))).toBeNull();
    expect(timed(() => evaluate(feel(text), SCOPE))).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^failed to evaluate expression/),
    });
  });

  it('calculates a chain of five thousand terms', () => {
    expect(timed(() => evaluate(feel(Array.from({ length: 5000 }, () => '1').join('+')), SCOPE))).toMatchObject({
      value: { text: '5000' },
    });
  });
});

describe('checking a text reads it and no more', () => {
  it.each([
    ['a megabyte', `"${'x'.repeat(1_000_000)}"`, /longer than 20000 characters/],
    ['a thousand parentheses', `${'('.repeat(1000)}1${')'.repeat(1000)}`, /nested deeper than 100/],
    ['lists in lists', '['.repeat(5000), /nested deeper/],
    ['conditions in conditions', 'if '.repeat(5000), /nested deeper/],
    ['nothing', '', /empty/],
    ['half a sum', '1 +', /Expected an expression, found the end/],
    ['two names', 'a b', /found 'b'/],
  ])('refuses %s', (_title, text, why) => {
    expect(timed(() => checkExpression(feel(text)))).toMatch(why);
  });

  it('never evaluates', () => {
    expect(timed(() => checkExpression(feel('for x in 1..1000000000000 return x')))).toBeNull();
    expect(checkExpression(feel('assert(1, false)'))).toBeNull();
  });
});
