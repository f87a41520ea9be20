/** What the scripts print: plain lines, so that a log file reads as well as a terminal. */

/** @param {string} text */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Ends the process with one clear message. @param {string} text @returns {never} */
export function giveUp(text) {
  process.stderr.write(`\n${text}\n`);
  process.exit(1);
}

/** @param {number} startedAt of performance.now() */
export function secondsSince(startedAt) {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}
