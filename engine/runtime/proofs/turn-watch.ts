import { readFileSync } from 'node:fs';

const LOOK_MS = 1;

/**
 * Processor time of this thread, which other processes cannot lengthen; where the system does not tell it, that of the
 * process.
 */
function processorMs(): number {
  try {
    const [nanoseconds] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ', 1);
    return Number(nanoseconds) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e3;
  }
}

/**
 * The longest turn of the event loop while something is done, in processor time: a machine that is never quiet changes
 * little of it.
 */
export async function longestTurnDuring(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = processorMs();
  let timer = setTimeout(look, LOOK_MS);
  function look(): void {
    longest = Math.max(longest, processorMs() - last);
    last = processorMs();
    timer = setTimeout(look, LOOK_MS);
  }
  try {
    await work();
  } finally {
    clearTimeout(timer);
  }
  return Math.max(longest, processorMs() - last);
}
