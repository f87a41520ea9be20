import { chromium, type Browser, type BrowserContext, type CDPSession } from '@playwright/test';
import { BROWSER_ARGS, PASSWORD } from '../e2e/browser-args.ts';

/**
 * What the main pages of a console that runs cost a browser that comes for the first time:
 * `tsx bench/console-pages.ts <address> [runs] [user name]`, against `npm run demo`. Scripts and styles as they are
 * transferred (compressed), until the page has come to rest; when the first rows, the diagram or the form are there;
 * how many different questions the page asks. Medians.
 */
const [ADDRESS = 'http://localhost:3000', RUNS_TEXT = '3', USER = 'lena'] = process.argv.slice(2);
const RUNS = Number(RUNS_TEXT);
const SIZE = { width: 1440, height: 900 };
/** For the first thing to be seen. */
const SEEN_MS = 30_000;
/** No script, style or font has come for so long: the page is loaded. */
const REST_MS = 1_000;
const LOADED: readonly string[] = ['Document', 'Script', 'Stylesheet', 'Font'];
const KB = 1024;

const ROW = '[role="grid"] [role="row"]:nth-child(1) [role="gridcell"], table tbody tr td';
const DRAWN = '.djs-element.djs-shape';
interface Place {
  readonly name: string;
  readonly path: string;
  readonly seen: string;
}
interface Cost {
  readonly scripts: number;
  readonly styles: number;
  readonly fonts: number;
  readonly questions: number;
  readonly seenMs: number;
}

type State = Awaited<ReturnType<BrowserContext['storageState']>>;
async function signIn(browser: Browser): Promise<State> {
  const context = await browser.newContext();
  const door = context.request;
  const { csrfToken } = (await (await door.get(`${ADDRESS}/api/auth/csrf`)).json()) as { csrfToken: string };
  await door.post(`${ADDRESS}/api/auth/callback/credentials`, {
    headers: { origin: ADDRESS },
    form: { csrfToken, username: USER, password: PASSWORD, json: 'true' },
  });
  const state = await context.storageState();
  await context.close();
  return state;
}

/** The main pages, with an instance, a definition, a batch and a task of those that are there. */
async function placesOf(browser: Browser, state: State): Promise<readonly Place[]> {
  const context = await browser.newContext({ storageState: state });
  const first = async (query: string): Promise<Record<string, unknown> | null> => {
    const answer = await context.request.get(`${ADDRESS}/api/queries/${query}`);
    const { rows } = (await answer.json()) as { rows: Record<string, unknown>[] };
    return rows[0] ?? null;
  };
  const [instance, definition, batch, task] = await Promise.all([
    first('instances?state=incident'),
    first('definitions'),
    first('batches'),
    first('tasks?filter=all'),
  ]);
  const { processId, version } = (definition?.definition ?? {}) as { processId?: string; version?: number };
  await context.close();
  return [
    { name: 'sign in', path: '/sign-in', seen: 'input[type="password"]' },
    { name: 'overview', path: '/', seen: 'main a[href]' },
    { name: 'incidents', path: '/incidents', seen: ROW },
    { name: 'instances', path: '/instances', seen: ROW },
    ...(instance === null ? [] : [{ name: 'instance', path: `/instances/${String(instance.key)}`, seen: DRAWN }]),
    { name: 'jobs', path: '/jobs', seen: ROW },
    { name: 'workers', path: '/workers', seen: ROW },
    { name: 'messages', path: '/messages', seen: 'main h1' },
    { name: 'tasks', path: '/tasks?filter=all', seen: ROW },
    ...(task === null ? [] : [{ name: 'task', path: `/tasks/${String(task.key)}`, seen: 'main form, main h1' }]),
    { name: 'batches', path: '/batches', seen: 'main h1' },
    ...(batch === null ? [] : [{ name: 'batch', path: `/batches/${String(batch.key)}`, seen: 'main h1' }]),
    { name: 'definitions', path: '/definitions', seen: ROW },
    ...(processId === undefined
      ? []
      : [{ name: 'definition', path: `/definitions/${processId}/versions/${version}`, seen: DRAWN }]),
    { name: 'audit', path: '/audit', seen: ROW },
  ];
}

/** With an empty cache. */
async function costOf(browser: Browser, state: State, { name, path, seen }: Place): Promise<Cost> {
  const context = await browser.newContext({
    viewport: SIZE,
    ...(name !== 'sign in' && { storageState: state }),
  });
  const page = await context.newPage();
  const traffic = await Traffic.of(await context.newCDPSession(page));
  const begun = performance.now();
  await page.goto(`${ADDRESS}${path}`, { waitUntil: 'commit' });
  await page.locator(seen).first().waitFor({ timeout: SEEN_MS });
  const seenMs = performance.now() - begun;
  await traffic.rest();
  await context.close();
  return { ...traffic.cost(), seenMs };
}

/** What goes over the wire for one page. */
class Traffic {
  readonly #kinds = new Map<string, { kind: string; url: string }>();
  readonly #bytes = new Map<string, number>();
  #lastAt = performance.now();

  static async of(line: CDPSession): Promise<Traffic> {
    const traffic = new Traffic();
    line.on('Network.responseReceived', ({ requestId, type, response }) => {
      traffic.#kinds.set(requestId, { kind: type, url: response.url });
    });
    line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      traffic.#bytes.set(requestId, encodedDataLength);
      // Questions never end where something changes all the time.
      if (LOADED.includes(traffic.#kinds.get(requestId)?.kind ?? '')) traffic.#lastAt = performance.now();
    });
    await line.send('Network.enable');
    return traffic;
  }

  async rest(): Promise<void> {
    while (performance.now() - this.#lastAt < REST_MS) await new Promise((done) => setTimeout(done, REST_MS / 10));
  }

  cost(): Omit<Cost, 'seenMs'> {
    const all = [...this.#kinds].map(([id, each]) => ({ ...each, bytes: this.#bytes.get(id) ?? 0 }));
    const sum = (kind: string) =>
      all.filter((each) => each.kind === kind).reduce((bytes, each) => bytes + each.bytes, 0) / KB;
    // What is asked again follows what changed meanwhile.
    const questions = new Set(all.flatMap(({ url }) => (url.includes('/api/queries/') ? [url] : [])));
    return {
      scripts: sum('Script'),
      styles: sum('Stylesheet'),
      fonts: sum('Font'),
      questions: questions.size,
    };
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: BROWSER_ARGS,
});
const session = await signIn(browser);
const places = await placesOf(browser, session);
process.stdout.write(
  `${'page'.padEnd(24)}${'scripts kB'.padStart(12)}${'styles kB'.padStart(11)}${'fonts kB'.padStart(10)}${'questions'.padStart(11)}${'seen ms'.padStart(9)}\n`,
);
for (const place of places) {
  const costs: Cost[] = [];
  for (let run = 0; run < RUNS; run += 1) costs.push(await costOf(browser, session, place));
  const numbers = (['scripts', 'styles', 'fonts', 'questions', 'seenMs'] as const).map((each) =>
    Math.round(median(costs.map((cost) => cost[each]))),
  );
  process.stdout.write(
    `${place.name.padEnd(24)}${numbers.map((n, at) => String(n).padStart([12, 11, 10, 11, 9][at] ?? 10)).join('')}\n`,
  );
}
await browser.close();
