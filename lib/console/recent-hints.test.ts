import { expect, test } from 'vitest';
import type { ChangeHint } from '@/engine/index.ts';
import { RecentHints } from './recent-hints.ts';
import { RECENT_HINTS_MS } from './recent-hints-ms.ts';

function heardBy() {
  let now = 0;
  const listeners: ((hint: ChangeHint) => void)[] = [];
  const onChange = (listener: (hint: ChangeHint) => void) => {
    listeners.push(listener);
    return () => undefined;
  };
  const recent = new RecentHints({ onChange }, () => now);
  return {
    recent,
    wait: (ms: number) => {
      now += ms;
    },
    change: (key: string) => {
      for (const listener of listeners) listener({ kinds: ['instance'], instanceKeys: [key], definitionKeys: [] });
    },
    keys: () => recent.all()?.flatMap(({ instanceKeys }) => instanceKeys) ?? null,
  };
}

test('tells what changed in the last seconds, and nothing older', () => {
  const { wait, change, keys } = heardBy();
  wait(RECENT_HINTS_MS);
  change('1');
  wait(RECENT_HINTS_MS - 1);
  change('2');
  expect(keys()).toEqual(['1', '2']);
  wait(2);
  expect(keys()).toEqual(['2']);
  wait(RECENT_HINTS_MS);
  expect(keys()).toEqual([]);
});

test('does not claim to know what was before it listened, nor what was too much to be kept', () => {
  const { wait, change, keys } = heardBy();
  wait(RECENT_HINTS_MS - 1);
  expect(keys()).toBeNull();
  wait(1);
  expect(keys()).toEqual([]);
  for (let n = 0; n < 501; n += 1) change(String(n));
  expect(keys()).toBeNull();
  wait(RECENT_HINTS_MS - 1);
  change('last');
  expect(keys()).toBeNull();
  wait(2);
  expect(keys()).toEqual(['last']);
});
