import { say } from './say.mjs';

/** Docker and systemd wait about this long before they kill. */
const shutdownLimitMs = 10_000;
/** The same signal again within this time is the same wish. */
const ECHO_MS = 1_000;

/**
 * Ends in order on Ctrl-C and SIGTERM; a second Ctrl-C does not wait.
 * @param {() => Promise<void>} stop
 */
export function stopOnSignals(stop) {
  let isStopping = false;
  const end = async () => {
    if (isStopping) {
      process.stderr.write('Stopped without waiting. The next start finds everything that was acknowledged.\n');
      process.exit(1);
    }
    isStopping = true;
    say('\nStopping: requests under way are finished, then the engine, then the database …');
    const limit = setTimeout(() => {
      process.stderr.write(
        `Not stopped within ${shutdownLimitMs / 1000} s: ending now. Nothing acknowledged is lost.\n`,
      );
      process.exit(1);
    }, shutdownLimitMs - 500);
    try {
      await stop();
      clearTimeout(limit);
      say('Stopped.');
      process.exit(0);
    } catch (error) {
      process.stderr.write(`Stopped with an error: ${error instanceof Error ? error.message : error}\n`);
      process.exit(1);
    }
  };
  // npm, a parent on another Node and the terminal all deliver Ctrl-C, so one press can arrive more than once; so can
  // what is sent to a whole group of processes.
  let lastSignal = 0;
  const once = () => {
    const now = performance.now();
    const isEcho = lastSignal !== 0 && now - lastSignal < ECHO_MS;
    lastSignal = now;
    if (!isEcho) void end();
  };
  process.on('SIGTERM', once);
  process.on('SIGINT', once);
}
