import { expect, test } from 'vitest';
import type { ChangeHint } from '@/engine/index.ts';
import { GatheredHints } from './gathered-hints.ts';

function sumOf(...hints: readonly ChangeHint[]) {
  const gathered = new GatheredHints();
  for (const hint of hints) gathered.add(hint);
  const sum = gathered.take();
  expect(gathered.take(), 'is told once').toEqual([]);
  return sum;
}
const job = (key: string): ChangeHint => ({ kinds: ['instance', 'job'], instanceKeys: [key], definitionKeys: ['9'] });

test('who looks at an instance says nothing of it, whatever happens to others meanwhile', () => {
  expect(
    sumOf(job('1'), { kinds: ['presence'], instanceKeys: ['2'], definitionKeys: [] }, job('3'), {
      kinds: ['notification'],
      instanceKeys: [],
      definitionKeys: [],
    }),
  ).toEqual([
    { kinds: ['instance', 'job'], instanceKeys: ['1', '3'], definitionKeys: ['9'] },
    { kinds: ['presence'], instanceKeys: ['2'], definitionKeys: [] },
    { kinds: ['notification'], instanceKeys: [], definitionKeys: [] },
  ]);
});

test('what was too much to name in one kind names nothing of it, and stays exact for the others', () => {
  const many = Array.from({ length: 201 }, (_, n) => job(String(n)));
  expect(sumOf(...many, { kinds: ['variable'], instanceKeys: ['1'], definitionKeys: ['9'] })).toEqual([
    { kinds: ['instance', 'job'], instanceKeys: [], definitionKeys: [] },
    { kinds: ['variable'], instanceKeys: ['1'], definitionKeys: ['9'] },
  ]);
  expect(sumOf(job('1'), { kinds: ['job'], instanceKeys: [], definitionKeys: [] })).toEqual([
    { kinds: ['instance'], instanceKeys: ['1'], definitionKeys: ['9'] },
    { kinds: ['job'], instanceKeys: [], definitionKeys: [] },
  ]);
});
