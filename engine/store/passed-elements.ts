import type { Key } from '../core/state.ts';
import type { KnownPaths } from './known-paths.ts';
import type { PathElement } from './path-keys.ts';
import { stateAsCounted } from './is-counted.ts';
import type { RowChanges } from './row-changes.ts';
import type { RowOf, Table } from './tables.ts';

/** A single one costs as much in a row of a path as in one of its own. */
const MIN_ELEMENTS = 2;
/** Element instances in one row: more make a further row, so that no path is too big to be read for one of them. */
const MAX_ELEMENTS = 500;
/** Keys of other things between two element instances, such as their variables. */
const MAX_GAP = 16;
/** How far from a path its scope may have its key and still be told by the distance. */
const MAX_SCOPE_DISTANCE = 1_000;

/** An element instance that began and ended within one command, and of which nothing but history speaks. */
interface Passed {
  readonly key: number;
  /** The same, as the rows have it: texts made anew would have to be looked up anew. */
  readonly rowKey: Key;
  readonly instanceKey: Key;
  readonly treeKey: Key;
  readonly definitionKey: Key;
  readonly scopeKey: Key;
  readonly at: number;
  readonly row: RowOf<'element_instance'>;
}
/** Those of one instance and one command whose keys follow each other: what lies between is no element instance. */
export type PassedRun = readonly [Passed, ...Passed[]];

/** Columns that name an element instance by its key: such a one keeps a row of its own. */
const REFERRING = {
  instance: ['parent_element_instance_key'],
  job: ['element_instance_key', 'scope_key'],
  user_task: ['element_instance_key'],
  subscription: ['element_instance_key', 'event_scope_key'],
  decision_instance: ['element_instance_key'],
  incident: ['element_instance_key'],
} as const satisfies { readonly [T in Table]?: readonly string[] };
const REFERRING_COLUMNS: readonly (readonly [Table, readonly string[]])[] = Object.entries(REFERRING).map(
  ([table, columns]) => [table as keyof typeof REFERRING, columns],
);

/** The runs among the rows of a batch, each of at least two element instances. */
export function passedRuns(rows: RowChanges): readonly PassedRun[] {
  const begun = rows.begun('element_instance');
  if (begun.size < MIN_ELEMENTS) return [];
  const referred = referredKeys(rows);
  const elements = inOrder(begun).map((entry) => (referred.has(entry.rowKey) ? null : passedOf(entry)));
  const runs: PassedRun[] = [];
  let run: OpenRun | null = null;
  const close = () => {
    if (run !== null && run.elements.length >= MIN_ELEMENTS) runs.push(run.elements);
  };
  for (const element of elements) {
    if (run !== null && element !== null && goesOn(run, element, rows)) {
      run.elements.push(element);
      run.outerScope ??= outerScopeOf(run.elements[0], element, rows);
      continue;
    }
    close();
    run = element === null ? null : { elements: [element], outerScope: outerScopeOf(element, element, rows) };
  }
  close();
  return runs;
}

interface OpenRun {
  readonly elements: [Passed, ...Passed[]];
  /** The scope that none of them tells by a distance: a row has one place for it. */
  outerScope: Key | null;
}

/** A path that the database does not have yet. */
export interface NewPath {
  readonly definitionKey: Key;
  readonly pathKey: string;
}

/** Writes runs as rows of their paths instead of rows of their own. Gives the paths that are written with them. */
export function packRuns(rows: RowChanges, runs: readonly PassedRun[], known: KnownPaths): readonly NewPath[] {
  const fresh = new Map<string, { readonly path: NewPath; readonly elements: readonly PathElement[] }>();
  const freshOf = new Map<Key, number>();
  /** Instances that count with one of their paths. */
  const counted = new Set<Key>();
  // Before any of them is dropped: a scope is told by a distance because it is among the rows.
  for (const { run, elements, scopeKey } of runs.map((one) => ({ run: one, ...pathOf(one, rows) }))) {
    const [first] = run;
    const { definitionKey } = first;
    const pathKey = known.keys.keyOf(definitionKey, elements);
    if (!known.has(definitionKey, pathKey) && !fresh.has(pathKey)) {
      const more = (freshOf.get(definitionKey) ?? 0) + 1;
      if (!known.hasRoomFor(definitionKey, more)) continue;
      freshOf.set(definitionKey, more);
      fresh.set(pathKey, { path: { definitionKey, pathKey }, elements });
    }
    const completesInstance = !counted.has(first.instanceKey) && isCompleted(first, rows);
    if (completesInstance) counted.add(first.instanceKey);
    countAsPath(run, pathKey, completesInstance, rows);
    rows.drop(
      'element_instance',
      run.map(({ rowKey }) => rowKey),
    );
    rows.append('passed_elements', {
      first_key: String(first.key),
      path_key: pathKey,
      instance_key: first.instanceKey,
      tree_key: first.treeKey,
      scope_key: scopeKey === first.instanceKey ? null : scopeKey,
      passed_at: first.at,
    });
  }
  // In one order, so that two nodes that write the same paths wait for each other at the first one.
  const added = [...fresh.values()].sort((one, other) => (one.path.pathKey < other.path.pathKey ? -1 : 1));
  for (const { path, elements } of added)
    for (const element of elements)
      rows.append('path_element', { ...element, path_key: path.pathKey, definition_key: path.definitionKey });
  return added.map(({ path }) => path);
}

/**
 * One count of the path instead of one for each element, and for the instance that is complete with it: the view
 * statistic_delta counts by the same rule.
 */
function countAsPath(run: PassedRun, pathKey: string, completesInstance: boolean, rows: RowChanges): void {
  for (const { definitionKey, row } of run) {
    const state = stateAsCounted(row);
    if (state !== null) rows.count(definitionKey, String(row.element_id), state, -1);
  }
  if (completesInstance) rows.count(run[0].definitionKey, '', 'completed', -1);
  rows.countPath(pathKey, completesInstance);
}

/** The instance began and was complete in this batch, with the definition that the path is of. */
function isCompleted({ instanceKey, definitionKey }: Passed, rows: RowChanges): boolean {
  const instance = rows.begun('instance').get(instanceKey);
  return instance?.outcome === 'completed' && instance.definition_key === definitionKey;
}

/** `scopeKey`: the scope that the run does not tell by a distance, of which there is one at most. */
function pathOf(
  run: PassedRun,
  rows: RowChanges,
): { readonly elements: readonly PathElement[]; readonly scopeKey: Key } {
  const [first] = run;
  let outer = first.instanceKey;
  const elements = run.map(({ key, scopeKey, row }) => {
    const isNear = isNearScope(first, scopeKey, rows);
    if (!isNear) outer = scopeKey;
    return {
      key_offset: key - first.key,
      element_id: row.element_id ?? null,
      kind: row.kind ?? null,
      scope_offset: isNear ? Number(scopeKey) - first.key : null,
      phase: row.phase ?? null,
      entered_by: row.entered_by ?? [],
      index: row.index ?? null,
      outcome: row.outcome ?? null,
    };
  });
  return { elements, scopeKey: outer };
}

/** A scope that began with the run, a few keys before it. */
const isNearScope = (first: Passed, scopeKey: Key, rows: RowChanges): boolean =>
  scopeKey !== first.instanceKey &&
  Math.abs(Number(scopeKey) - first.key) <= MAX_SCOPE_DISTANCE &&
  rows.begun('element_instance').has(scopeKey);

const outerScopeOf = (first: Passed, { scopeKey }: Passed, rows: RowChanges): Key | null =>
  isNearScope(first, scopeKey, rows) ? null : scopeKey;

function goesOn({ elements, outerScope }: OpenRun, next: Passed, rows: RowChanges): boolean {
  const [first] = elements;
  const last = elements.at(-1) ?? first;
  return (
    elements.length < MAX_ELEMENTS &&
    next.instanceKey === first.instanceKey &&
    next.definitionKey === first.definitionKey &&
    next.at === first.at &&
    (outerScope === null || (outerScopeOf(first, next, rows) ?? outerScope) === outerScope) &&
    isUnbroken(last.key, next.key, rows)
  );
}

/** All keys between two were given to rows of this very batch: no other instance can have one of them. */
function isUnbroken(last: number, next: number, rows: RowChanges): boolean {
  if (next - last - 1 > MAX_GAP) return false;
  for (let between = last + 1; between < next; between += 1) if (!rows.begins(String(between))) return false;
  return true;
}

function passedOf({ key, rowKey, row }: Entry): Passed | null {
  const { instance_key, tree_key, definition_key, scope_key, started_at, ended_at } = row;
  if ((row.data ?? null) !== null || (row.called_instance_key ?? null) !== null || started_at !== ended_at) return null;
  if (typeof started_at !== 'number' || typeof instance_key !== 'string') return null;
  if (typeof tree_key !== 'string' || typeof definition_key !== 'string' || typeof scope_key !== 'string') return null;
  return {
    key,
    rowKey,
    instanceKey: instance_key,
    treeKey: tree_key,
    definitionKey: definition_key,
    scopeKey: scope_key,
    at: started_at,
    row,
  };
}

function referredKeys(rows: RowChanges): ReadonlySet<unknown> {
  const keys = new Set<unknown>();
  for (const [table, columns] of REFERRING_COLUMNS)
    for (const changes of [rows.begun(table), rows.changed(table)])
      for (const row of changes.values())
        for (const column of columns) {
          const key: unknown = Reflect.get(row, column);
          if (typeof key === 'string') keys.add(key);
        }
  return keys;
}

interface Entry {
  readonly key: number;
  readonly rowKey: Key;
  readonly row: RowOf<'element_instance'>;
}

/** By their keys, as they mostly are already. */
function inOrder(rows: ReadonlyMap<Key, RowOf<'element_instance'>>): readonly Entry[] {
  const entries: Entry[] = [];
  for (const [rowKey, row] of rows) entries.push({ key: Number(rowKey), rowKey, row });
  const isSorted = entries.every(({ key }, n) => n === 0 || (entries[n - 1]?.key ?? key) < key);
  return isSorted ? entries : entries.sort((one, other) => one.key - other.key);
}
