import { expect, it } from 'vitest';
import { OtherNodes } from './other-nodes.ts';

const LATER_MS = 60_000;

it('believes that there are others until it knows better', async () => {
  const others = new OtherNodes(
    () => Promise.resolve(false),
    () => 0,
  );
  expect(others.mayListen()).toBe(true);
  await others.learn();
  expect(others.mayListen()).toBe(false);
});

it('asks anew after a while, and only once at a time', async () => {
  let now = 0;
  let asked = 0;
  let areThere = false;
  const others = new OtherNodes(
    () => {
      asked += 1;
      return Promise.resolve(areThere);
    },
    () => now,
  );
  await others.learn();
  others.mayListen();
  expect(asked).toBe(1);
  now += LATER_MS;
  areThere = true;
  expect([others.mayListen(), others.mayListen()]).toEqual([false, false]);
  await others.learn();
  expect(asked).toBe(2);
  expect(others.mayListen()).toBe(true);
});

it('does not believe an answer that is older than what it heard, or than its own deafness', async () => {
  for (const happens of ['heard', 'unheard'] as const) {
    let answer: (areThere: boolean) => void = () => undefined;
    const others = new OtherNodes(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
      () => 0,
    );
    const learning = others.learn();
    others[happens]();
    answer(false);
    await learning;
    expect(others.mayListen()).toBe(true);
  }
});

it('goes on telling where it cannot ask', async () => {
  const others = new OtherNodes(
    () => Promise.reject(new Error('no connection')),
    () => 0,
  );
  await others.learn();
  expect(others.mayListen()).toBe(true);
});
