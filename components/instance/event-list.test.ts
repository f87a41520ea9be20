import { expect, it } from 'vitest';
import type { InstanceEvent } from '@/lib/console/views/event-view.ts';
import { chosenEvents } from './event-list.ts';

const event = (
  kind: InstanceEvent['kind'],
  at: number,
  elementId: string | null,
  text: string | null = null,
): InstanceEvent => ({ kind, at, elementId, text, key: String(at) });
const EVENTS = [
  event('incident', 5, 'charge', 'Card declined'),
  event('jobFailed', 4, 'charge', 'Card declined'),
  event('jobMade', 3, 'charge', 'payment'),
  event('written', 2, null, 'amount'),
  event('started', 1, 'begin'),
];
const nameOf = (id: string) => (id === 'charge' ? 'Charge the card' : id);
const chosen = (choice: Partial<Parameters<typeof chosenEvents>[1]>) =>
  chosenEvents(EVENTS, { topic: null, text: '', elementIds: [], at: null, ...choice }, nameOf).map(({ at }) => at);

it('all of them stay without a choice', () => {
  expect(chosen({})).toEqual([5, 4, 3, 2, 1]);
});
it('a failed attempt is both work and trouble', () => {
  expect(chosen({ topic: 'work' })).toEqual([4, 3]);
  expect(chosen({ topic: 'trouble' })).toEqual([5, 4]);
});
it('words are looked for in names, texts, kinds and keys', () => {
  expect(chosen({ text: 'THE CARD' })).toEqual([5, 4, 3]);
  expect(chosen({ text: 'variable' })).toEqual([2]);
  expect(chosen({ text: 'declined' })).toEqual([5, 4]);
});
it('elements and a moment of the past leave out the rest', () => {
  expect(chosen({ elementIds: ['begin'] })).toEqual([1]);
  expect(chosen({ at: 3 })).toEqual([3, 2, 1]);
});
