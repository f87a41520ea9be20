import { say } from './say.mjs';

/** Docker and systemd wait about this long before they kill. */
const shutdownLimitMs = 10_000;

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
  process.on('SIGTERM', end);
  // npm and the terminal both deliver Ctrl-C, so one press can arrive twice.
  let lastInterrupt = 0;
  process.on('SIGINT', () => {
    const now = performance.now();
    const isEcho = lastInterrupt !== 0 && now - lastInterrupt < 1_000;
    lastInterrupt = now;
    if (!isEcho) void end();
  });
}
