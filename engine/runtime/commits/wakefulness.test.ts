import { beforeEach, expect, it } from 'vitest';
import { Wakefulness } from './wakefulness.ts';

/** A turn of the event loop in which nothing has arrived. */
const TURN_MS = 0.002;
/** Enough for what is expected to follow what happens. */
const MANY = 200;

let now = 0;
let waiting: (() => void)[] = [];
const turns = { processors: 2, now: () => now, next: (callback: () => void) => void waiting.push(callback) };
const nothing = () => undefined;

beforeEach(() => {
  now = 0;
  waiting = [];
});

/** Lets `ms` pass in which nothing arrives; how much of it the event loop was awake. */
function pass(ms: number): number {
  const until = now + ms;
  let awake = 0;
  while (waiting.length > 0 && now + TURN_MS <= until) {
    now += TURN_MS;
    awake += TURN_MS;
    for (const callback of waiting.splice(0)) callback();
  }
  now = until;
  return awake;
}

/** A caller that starts one thing after the other; how long the loop was awake in a write and after it. */
function call(wakefulness: Wakefulness, writeMs: number, pauseMs: number): { write: number; pause: number } {
  wakefulness.writeBegins();
  const write = pass(writeMs);
  wakefulness.writeEnds();
  return { write, pause: pass(pauseMs) };
}
function callOften(wakefulness: Wakefulness, writeMs: number, pauseMs: number): { write: number; pause: number } {
  for (let n = 0; n < MANY; n += 1) call(wakefulness, writeMs, pauseMs);
  return call(wakefulness, writeMs, pauseMs);
}

it('is awake all along for a caller that does one thing after the other', () => {
  const { write, pause } = callOften(new Wakefulness(nothing, turns), 0.3, 0.2);
  expect(write).toBeCloseTo(0.3, 2);
  expect(pause).toBeCloseTo(0.2, 2);
});

it('goes to sleep soon when that caller sends nothing more', () => {
  const wakefulness = new Wakefulness(nothing, turns);
  callOften(wakefulness, 0.3, 0.2);
  expect(call(wakefulness, 0.3, 1_000).pause).toBeLessThan(0.6);
  expect(waiting).toEqual([]);
});

it('waits for answers alone where calls come now and then', () => {
  const { write, pause } = callOften(new Wakefulness(nothing, turns), 0.3, 20);
  expect(write).toBeCloseTo(0.3, 2);
  expect(pause).toBeLessThan(0.01);
});

it('sleeps where the database takes long, and learns when it no longer does', () => {
  const wakefulness = new Wakefulness(nothing, turns);
  expect(callOften(wakefulness, 5, 0.2).write).toBe(0);
  expect(callOften(wakefulness, 0.3, 0.2).write).toBeCloseTo(0.3, 2);
});

it('stops waiting for an answer that does not come', () => {
  const wakefulness = new Wakefulness(nothing, turns);
  callOften(wakefulness, 0.3, 0.2);
  expect(call(wakefulness, 100, 0.2).write).toBeLessThan(1);
});

it('rests as soon as there is more to do', () => {
  const wakefulness = new Wakefulness(nothing, turns);
  callOften(wakefulness, 0.3, 0.2);
  wakefulness.writeBegins();
  pass(0.1);
  wakefulness.rest();
  expect(pass(0.5)).toBeLessThan(0.01);
  wakefulness.writeEnds();
  expect(pass(0.5)).toBe(0);
});

it('never takes the only processor', () => {
  expect(callOften(new Wakefulness(nothing, { ...turns, processors: 1 }), 0.3, 0.2)).toEqual({ write: 0, pause: 0 });
});

it('is one loop, however often it is asked for', () => {
  const wakefulness = new Wakefulness(nothing, turns);
  for (let n = 0; n < MANY; n += 1) {
    call(wakefulness, 0.01, 0.01);
    expect(waiting.length).toBeLessThanOrEqual(1);
  }
});

it('does what can be done in advance while it is awake, and nothing of it asleep', () => {
  let done = 0;
  const wakefulness = new Wakefulness(() => {
    done += 1;
  }, turns);
  callOften(wakefulness, 0.3, 0.2);
  expect(done).toBeGreaterThan(MANY);
  pass(1_000);
  const before = done;
  pass(1_000);
  expect(done).toBe(before);
});
