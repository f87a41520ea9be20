import type { ProcessorClock } from '../expressions/processor-time.ts';

const MICROSECONDS = 1000;

/** Node has it from version 23 on; before, the clock's time has to do. */
const host: NodeJS.Process & { threadCpuUsage?(): NodeJS.CpuUsage } = process;

export const processorClock: ProcessorClock = {
  passedMs: () => performance.now(),
  usedMs: () => {
    const used = host.threadCpuUsage?.();
    return used ? (used.user + used.system) / MICROSECONDS : performance.now();
  },
};
