import type { Key } from '@/engine/index.ts';
import type { Call } from './call.ts';
import type { Fields } from './fields.ts';
import { historicInstanceList } from './history/process-instance.ts';
import { isKey } from './ids.ts';
import { processInstanceList } from './process-instance-list.ts';
import { NOTHING } from './query/filter.ts';
import { whereOfBody, type ListSpec } from './query/list-routes.ts';

/** Rows that are read at a time while all that a query means are gathered. */
const PAGE = 1_000;
const BEFORE_ALL_KEYS = '0000000000000000';

/** The members of a body that name instances: `processInstanceIds`, say, and the queries. */
export interface SelectionNames {
  readonly ids: string;
  readonly query?: string;
  readonly historicQuery?: string;
}

export const RUNNING: SelectionNames = {
  ids: 'processInstanceIds',
  query: 'processInstanceQuery',
  historicQuery: 'historicProcessInstanceQuery',
};
export const HISTORIC: SelectionNames = {
  ids: 'historicProcessInstanceIds',
  historicQuery: 'historicProcessInstanceQuery',
};

/** Ids as they were given, unknown ones too, and those that the queries find; each once. */
export async function selectedInstances(call: Call, body: Fields, names: SelectionNames): Promise<readonly string[]> {
  const query = names.query === undefined ? null : body.object(names.query);
  const historic = names.historicQuery === undefined ? null : body.object(names.historicQuery);
  return [
    ...new Set([
      ...(body.texts(names.ids) ?? []),
      ...(query === null ? [] : await keysOf(call, processInstanceList, query)),
      ...(historic === null ? [] : await keysOf(call, historicInstanceList, historic)),
    ]),
  ];
}

export const isSelectionGiven = (body: Fields, names: SelectionNames): boolean =>
  [names.ids, names.query, names.historicQuery].some((name) => name !== undefined && body.value(name) !== null);

/** All keys that a query of a list finds, in their order. */
export async function keysOf<C extends 'instance' | 'job' | 'decisionInstance'>(
  call: Call,
  spec: ListSpec<C>,
  query: Fields,
): Promise<readonly Key[]> {
  const where = await whereOfBody(call, spec, query);
  if (where === NOTHING) return [];
  const found: Key[] = [];
  for (let last = BEFORE_ALL_KEYS; ; last = found.at(-1) ?? last) {
    const rows = await call.engine.search.find(spec.concept, {
      where: [...where, { field: 'key', op: '>', value: last }],
      sort: [{ field: 'key', order: 'asc' }],
      limit: PAGE,
    });
    found.push(...rows.map(({ key }) => key));
    if (rows.length < PAGE) return found;
  }
}

export const keysAmong = (ids: readonly string[]): readonly Key[] => ids.filter(isKey);
