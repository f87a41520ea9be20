import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ensureBuilt } from './built.mjs';
import { chromiumPath, ensureChromium } from './chromium.mjs';
import { ensureInstalled } from './installed.mjs';
import { onOwnRuntime, startedAt } from './own-runtime.mjs';
import { packageFile, projectDir, runStep } from './run-step.mjs';
import { giveUp, say, secondsSince } from './say.mjs';

/**
 * `npm test`: lint, format, types, unit and database tests, browser tests. The last line says how many passed and
 * failed.
 */
/** Of why an attempt failed. */
const MAX_REASON_CHARACTERS = 400;
const reports = mkdtempSync(join(tmpdir(), 'wheelhouse-reports-'));
let passed = 0;
let failed = 0;
/** What failed, as its suite names it. @type {string[]} */
const failures = [];

try {
  await ensureInstalled();
  await onOwnRuntime();
  await ensureChromium();
  await ensureBuilt();
  await Promise.all([
    check('Lint and format', packageFile('@biomejs/biome/bin/biome'), ['check', '--error-on-warnings', '.']),
    check('Types', packageFile('typescript/bin/tsc'), ['-p', '.']),
    check('Types of the core', packageFile('typescript/bin/tsc'), ['-p', 'engine/core']),
  ]);
  await suite(
    'Unit and database tests',
    packageFile('vitest/vitest.mjs'),
    (report) => ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    countVitest,
  );
  await suite(
    'Browser tests',
    packageFile('@playwright/test/cli.js'),
    () => ['test', '--reporter=list,json'],
    countPlaywright,
  );
} catch (error) {
  giveUp(`${error instanceof Error ? error.message : error}`);
} finally {
  rmSync(reports, { recursive: true, force: true });
}
say(`\nAll of it took ${secondsSince(startedAt)}.`);
for (const failure of failures) say(`Failed: ${failure}`);
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/** One check counts as one test. @param {string} title @param {string} program @param {readonly string[]} args */
async function check(title, program, args) {
  const { code, output } = await runStep(title, process.execPath, [program, ...args], { mayFail: true });
  if (code === 0) passed += 1;
  else {
    failed += 1;
    failures.push(title);
    say(`${output}\n${title} failed.`);
  }
}

/**
 * A suite is counted by its own JSON report; a suite that ends badly without a failed test counts as one failure.
 * @param {string} title @param {string} program @param {(report: string) => readonly string[]} args
 * @param {(report: any) => { passed: number, failed: number, failures: readonly string[] }} count
 */
async function suite(title, program, args, count) {
  const report = join(reports, `${title.replace(/\W+/g, '-')}.json`);
  const env = {
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    CHROMIUM_PATH: chromiumPath() ?? undefined,
    FORCE_COLOR: '0',
    NODE_ENV: undefined,
  };
  const { code } = await runStep(title, process.execPath, [program, ...args(report)], {
    mayFail: true,
    isShown: true,
    env,
  });
  const result = existsSync(report)
    ? count(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0, failures: [] };
  passed += result.passed;
  failed += result.failed;
  failures.push(...result.failures);
  if (code === 0 || result.failed > 0) return;
  failed += 1;
  failures.push(`${title}: ended with exit code ${code} and no failed test`);
}

/** @param {any} report */
function countVitest(report) {
  // A file that cannot be loaded has no tests in the report: it is a failure as well.
  const failures = report.testResults.flatMap((/** @type {any} */ file) => {
    const name = relative(projectDir, file.name);
    const failed = file.assertionResults.filter((/** @type {any} */ test) => test.status === 'failed');
    if (failed.length === 0) return file.status === 'failed' ? [name] : [];
    return failed.map((/** @type {any} */ test) => `${name}: ${test.fullName}`);
  });
  return { passed: report.numPassedTests, failed: failures.length, failures };
}

/** @param {any} report */
function countPlaywright(report) {
  if (report.stats.flaky > 0)
    say(`${report.stats.flaky} browser tests passed only at their second attempt: they are marked "flaky" above.`);
  const failures = [
    ...specsOf(report)
      .filter((spec) => spec.tests.some((/** @type {any} */ test) => test.status === 'unexpected'))
      .flatMap((spec) => [`${spec.file}: ${spec.title}`, ...reasonsOf(spec)]),
    ...(report.errors ?? []).map((/** @type {any} */ error) => `outside of any test: ${error.message}`),
  ];
  return {
    passed: report.stats.expected + report.stats.flaky,
    failed: report.stats.unexpected + (report.errors?.length ?? 0),
    failures,
  };
}

/** Why each attempt failed, a line each: what is looked at long after the run has no other trace. @param {any} spec */
function reasonsOf(spec) {
  return spec.tests
    .flatMap((/** @type {any} */ test) => test.results)
    .filter((/** @type {any} */ result) => result.error?.message !== undefined)
    .map((/** @type {any} */ result) => {
      const { message, location } = result.error;
      const reason = stripVTControlCharacters(message).replace(/\s+/g, ' ').slice(0, MAX_REASON_CHARACTERS);
      return `  attempt ${result.retry + 1}, line ${location?.line ?? '?'}: ${reason}`;
    });
}

/** Of a suite and those inside it. @param {any} suite @returns {any[]} */
function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}
