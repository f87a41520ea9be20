import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ProcessorSleep } from './processor-sleep.ts';

const WINDOW_MS = 50;
let folder = '';
let path = '';

beforeEach(() => {
  vi.useFakeTimers();
  folder = mkdtempSync(join(tmpdir(), 'latency-'));
  path = join(folder, 'latency');
  writeFileSync(path, 'nobody');
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

function write(sleep: ProcessorSleep, times: number): void {
  for (let n = 0; n < times; n += 1) sleep.writeBegins();
  vi.advanceTimersByTime(WINDOW_MS);
}
/** Whether this process has the file open, as the system sees it. */
const isOpen = (): boolean =>
  readdirSync('/proc/self/fd').some((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === path;
    } catch {
      return false; // The one that the folder itself was read by.
    }
  });

it.runIf(process.platform === 'linux')(
  'asks that nothing be lost while transactions follow each other, and no longer',
  () => {
    const sleep = new ProcessorSleep(path, 2);
    write(sleep, 9);
    expect(isOpen()).toBe(false);
    write(sleep, 10);
    expect(isOpen()).toBe(true);
    expect(readFileSync(path).subarray(0, 4)).toEqual(Buffer.alloc(4));
    write(sleep, 10);
    expect(isOpen()).toBe(true);
    write(sleep, 1);
    expect(isOpen()).toBe(false);
    write(sleep, 0);
    expect(vi.getTimerCount()).toBe(0);
    write(sleep, 20);
    expect(isOpen()).toBe(true);
    sleep.close();
    expect(isOpen()).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  },
);

it.runIf(process.platform === 'linux')('asks for nothing on a machine of many processors', () => {
  write(new ProcessorSleep(path, 9), 100);
  expect([isOpen(), vi.getTimerCount()]).toEqual([false, 0]);
});

it('tries once where the system has no such thing', () => {
  const sleep = new ProcessorSleep(join(folder, 'missing'), 2);
  write(sleep, 100);
  expect(vi.getTimerCount()).toBe(0);
  write(sleep, 100);
  expect([vi.getTimerCount(), readdirSync(folder)]).toEqual([0, ['latency']]);
  sleep.close();
});
