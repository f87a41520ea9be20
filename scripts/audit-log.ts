import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createPool, type Queryable } from '@/engine/store/connection.ts';
import { chainPages, newestEntry, verifyAuditChain, type ChainBreak } from '@/engine/store/audit-chain.ts';
import { auditLine, checkAuditLines } from '@/engine/store/audit-file.ts';
import { runningEmbeddedUrl } from '@/lib/database/embedded-postgres.ts';
import { linesOfFile } from './lines-of-file.ts';

const USAGE = `npm run audit-log -- verify                            checks the chain of the whole log
npm run audit-log -- export FILE [--from N] [--to N]   writes entries as lines of JSON, with their hashes
npm run audit-log -- check FILE                        checks such a file; needs no database
(verify and export: DATABASE_URL, or the embedded database of a product that runs)`;

const REASONS: Readonly<Record<ChainBreak, string>> = {
  missing: 'it is missing',
  changed: 'its words are not those that its hash was made of',
  unlinked: 'it does not continue the entry before, so one of the two was put in or changed afterwards',
};

/** Only its owner may read what is exported. */
const PRIVATE = 0o600;

type Say = (line: string) => void;
type Source = Readonly<Record<string, string | undefined>>;

/** Runs one command. false: the log or the file is not sound. */
export async function auditLog(args: readonly string[], source: Source, say: Say): Promise<boolean> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { from: { type: 'string' }, to: { type: 'string' } },
  });
  const [verb, file, ...more] = positionals;
  if (more.length > 0) throw new Error(USAGE);
  if (verb === 'verify' && file === undefined) return withDatabase(source, (connection) => verify(connection, say));
  if (verb === 'check' && file !== undefined) return checkFile(file, say);
  if (verb === 'export' && file !== undefined) {
    const range = { from: numberOf(values.from, 'from'), to: numberOf(values.to, 'to') };
    return withDatabase(source, (connection) => exportEntries(connection, file, range, say));
  }
  throw new Error(USAGE);
}

async function withDatabase<T>(source: Source, work: (connection: Queryable) => Promise<T>): Promise<T> {
  const databaseUrl = source.DATABASE_URL || (await runningEmbeddedUrl(source.WHEELHOUSE_DATA_DIR || '.wheelhouse'));
  if (databaseUrl === null)
    throw new Error(
      'There is no DATABASE_URL, and no product runs with an embedded database in this data folder: start it first.',
    );
  const pool = createPool(databaseUrl);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

async function verify(connection: Queryable, say: Say): Promise<boolean> {
  let said = 0n;
  const { checkedTo, lastHash, brokenAt, reason } = await verifyAuditChain(connection, (to, of) => {
    const percent = (to * 100n) / of;
    if (percent < said + 10n) return;
    said = percent;
    say(`Checking: ${percent} %`);
  });
  const at = new Date().toISOString();
  if (brokenAt === null) say(`Intact: ${checkedTo} entries, last hash ${lastHash}, checked at ${at}`);
  else
    say(
      `Broken at entry ${brokenAt}${reason === null ? '' : `: ${REASONS[reason]}`}. Sound up to entry ${checkedTo}, whose hash is ${lastHash}, checked at ${at}`,
    );
  return brokenAt === null;
}

/** Never over a file that is there. */
async function exportEntries(
  connection: Queryable,
  file: string,
  { from, to }: { from: bigint | null; to: bigint | null },
  say: Say,
): Promise<boolean> {
  const newest = await newestEntry(connection);
  const target = await open(file, 'wx', PRIVATE);
  let written = 0;
  try {
    for await (const page of chainPages(connection, (from ?? 1n) - 1n, to !== null && to < newest ? to : newest)) {
      await target.appendFile(page.map((entry) => `${auditLine(entry)}\n`).join(''));
      written += page.length;
    }
  } finally {
    await target.close();
  }
  say(`${written} entries written to ${file}`);
  return true;
}

async function checkFile(file: string, say: Say): Promise<boolean> {
  const { entries, first, last, lastHash, gaps, problem } = await checkAuditLines(linesOfFile(file));
  if (problem !== null) {
    say(`Not sound: line ${problem.line}: ${problem.text}`);
    return false;
  }
  if (entries === 0) say('There is no entry in this file.');
  else say(`Sound: ${entries} entries, ${first} to ${last}, gaps: ${gaps}, last hash ${lastHash}`);
  return entries > 0;
}

function numberOf(text: string | undefined, name: string): bigint | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,17}$/.test(text))
    throw new Error(`--${name} takes the number of an entry, not ${JSON.stringify(text)}.`);
  return BigInt(text);
}
