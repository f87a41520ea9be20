import type { QueryName, QueryParams, QueryView } from '../contract.ts';
import type { InstanceEvent } from '../views/event-view.ts';
import { momentsOf } from '../story-moments.ts';
import type { InstanceView } from '../views/instance-view.ts';
import type { Page } from '../views/shared.ts';
import type { VariableRow } from '../views/variable-view.ts';
import { BUNDLE_FORMAT, BUNDLE_VERSION, type BundledInstance, type InstanceBundle } from './instance-bundle.ts';

/** Asks a query as the person who exports; null: there is nothing, or it may not be read. */
export type Ask = <N extends QueryName>(name: N, params: QueryParams<N>) => Promise<QueryView<N> | null>;

/** Instances of one bundle: the root and what it called, directly or not. */
const MAX_INSTANCES = 100;
/** Rows of one list of one instance. */
const MAX_ROWS = 5_000;
/** Element instances of one instance. */
const MAX_ELEMENTS = 10_000;
/** Of the story of one instance. */
const MAX_STORY_EVENTS = 50_000;
const PAGE = 200;
/** Characters of all values that are too long for the list, together. */
const MAX_VALUE_CHARACTERS = 20_000_000;
/** Variables of an instance whose former values are told. */
const MAX_HISTORIES = 500;
/** Rows written in one go, so that the text of a long list never holds the process up. */
const ROWS_PER_CHUNK = 100;

/**
 * The text of a bundle, piece by piece: nothing is held but the rows being written. What does not fit the limits is
 * left out and named in `notes`.
 */
export async function* bundleText(
  ask: Ask,
  root: InstanceView,
  head: Pick<InstanceBundle, 'exportedAt' | 'exportedBy'>,
): AsyncGenerator<string> {
  const notes: string[] = [];
  const definitions = new Set<string>();
  const queue: InstanceView[] = [root];
  const seen = new Set([root.key]);
  let budget = MAX_VALUE_CHARACTERS;
  yield `{${field('format', BUNDLE_FORMAT)},${field('version', BUNDLE_VERSION)},${field('exportedAt', head.exportedAt)},${field('exportedBy', head.exportedBy)},${field('rootKey', root.key)},"instances":[`;
  for (let next = queue.shift(), isFirst = true; next !== undefined; next = queue.shift(), isFirst = false) {
    const view = await withElements(ask, next);
    definitions.add(view.definition.key);
    yield `${isFirst ? '' : ','}{${field('instance', view)},`;
    budget = yield* instanceParts(ask, view, budget, notes);
    yield '}';
    for (const { instanceKey } of view.called) {
      if (seen.has(instanceKey)) continue;
      if (seen.size >= MAX_INSTANCES) {
        notes.push(`Of the called instances the first ${MAX_INSTANCES - 1} are in this file.`);
        break;
      }
      seen.add(instanceKey);
      const called = await ask('instance', { key: instanceKey });
      if (called === null) notes.push(`Instance ${instanceKey} may not be read by ${head.exportedBy}.`);
      else queue.push(called);
    }
  }
  yield '],"definitions":[';
  yield (await models(ask, definitions, notes)).join(',');
  yield `],${field('notes', [...new Set(notes)])}}`;
}

/** Everything of one instance but its head; gives back what is left of the budget for long values. */
async function* instanceParts(
  ask: Ask,
  view: InstanceView,
  budget: number,
  notes: string[],
): AsyncGenerator<string, number> {
  const instance = view.key;
  const rows = await allRows(
    (after) => ask('instance-variables', { instance, after }),
    `variables of ${instance}`,
    notes,
  );
  if (view.isHistoryCut)
    notes.push(`Of the elements of ${instance} the first ${view.history.length} are in this file.`);
  yield `${field('story', await storyOf(ask, instance))},`;
  yield* list('variables', rows);
  yield ',';
  const { values, left } = await longValues(ask, rows, budget, notes);
  yield* list('values', values);
  yield ',';
  yield* list('histories', await historiesOf(ask, rows, notes));
  yield ',';
  yield* list(
    'jobs',
    await allRows((after) => ask('jobs', { instance, limit: PAGE, after }), `jobs of ${instance}`, notes),
  );
  yield ',';
  yield* list('incidents', await incidentsOf(ask, instance, notes));
  yield ',';
  yield* list('decisions', (await ask('instance-decisions', { instance }))?.rows ?? []);
  yield ',';
  yield* list(
    'operations',
    await allRows((after) => ask('audit', { instance, limit: PAGE, after }), `audit entries of ${instance}`, notes),
  );
  return left;
}

/** The instance with the element instances that its head leaves out. */
async function withElements(ask: Ask, { historyEnd, ...view }: InstanceView): Promise<InstanceView> {
  if (!view.isHistoryCut || historyEnd === undefined) return view;
  const history = view.history.slice(0, view.history.findIndex(({ key }) => key === historyEnd) + 1);
  let after: string | undefined;
  do {
    const next = await ask('instance-elements', { instance: view.key, from: historyEnd, after });
    history.push(...(next?.rows ?? []));
    after = next?.next ?? undefined;
  } while (after !== undefined && history.length < MAX_ELEMENTS);
  return { ...view, history, isHistoryCut: after !== undefined };
}

/** The whole life, or the end of one that is too long. */
async function storyOf(ask: Ask, instance: string): Promise<BundledInstance['story']> {
  const events: InstanceEvent[] = [];
  let after: string | undefined;
  do {
    const next = await ask('instance-story', { key: instance, after });
    if (next === null) return null;
    events.push(...next.rows);
    after = next.next ?? undefined;
  } while (after !== undefined && events.length < MAX_STORY_EVENTS);
  return { moments: momentsOf(events), isCut: after !== undefined };
}

async function longValues(
  ask: Ask,
  rows: readonly VariableRow[],
  budget: number,
  notes: string[],
): Promise<{ readonly values: BundledInstance['values']; readonly left: number }> {
  const values: BundledInstance['values'][number][] = [];
  let left = budget;
  for (const row of rows) {
    if (!row.isCut) continue;
    if (row.size > left) {
      notes.push(`The value of ${row.name} (${row.size} characters) is too large for this file.`);
      continue;
    }
    const value = await ask('variable-value', { key: row.key });
    if (value === null) continue;
    values.push(value);
    left -= row.size;
  }
  return { values, left };
}

async function historiesOf(
  ask: Ask,
  rows: readonly VariableRow[],
  notes: string[],
): Promise<BundledInstance['histories']> {
  const changed = rows.filter((row) => row.revision > 1);
  if (changed.length > MAX_HISTORIES) notes.push(`Former values are told of ${MAX_HISTORIES} variables.`);
  const histories: BundledInstance['histories'][number][] = [];
  for (const { key } of changed.slice(0, MAX_HISTORIES)) {
    const history = await ask('variable-history', { key });
    if (history !== null) histories.push({ key, ...history });
  }
  return histories;
}

async function incidentsOf(ask: Ask, instance: string, notes: string[]): Promise<BundledInstance['incidents']> {
  const rows = await allRows(
    (after) => ask('incidents', { instance, state: 'all', limit: PAGE, after }),
    `incidents of ${instance}`,
    notes,
  );
  const incidents: BundledInstance['incidents'][number][] = [];
  for (const { key } of rows) {
    const incident = await ask('incident', { key });
    if (incident !== null) incidents.push(incident);
  }
  return incidents;
}

async function allRows<Row>(
  page: (after: string | undefined) => Promise<Page<Row> | null>,
  what: string,
  notes: string[],
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let after: string | undefined;
  do {
    const next = await page(after);
    rows.push(...(next?.rows ?? []));
    after = next?.next ?? undefined;
  } while (after !== undefined && rows.length < MAX_ROWS);
  if (after !== undefined) notes.push(`Of the ${what} the first ${rows.length} are in this file.`);
  return rows;
}

async function models(ask: Ask, keys: ReadonlySet<string>, notes: string[]): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const key of keys) {
    const model = await ask('definition-xml', { key });
    if (model === null) notes.push(`The model of definition ${key} may not be read.`);
    else texts.push(JSON.stringify(model));
  }
  return texts;
}

function field(name: string, value: unknown): string {
  return `${JSON.stringify(name)}:${JSON.stringify(value)}`;
}

function* list(name: string, rows: readonly unknown[]): Generator<string> {
  yield `${JSON.stringify(name)}:[`;
  for (let from = 0; from < rows.length; from += ROWS_PER_CHUNK) {
    yield `${from === 0 ? '' : ','}${JSON.stringify(rows.slice(from, from + ROWS_PER_CHUNK)).slice(1, -1)}`;
  }
  yield ']';
}
