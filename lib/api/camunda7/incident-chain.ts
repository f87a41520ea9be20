import type { Condition, Engine, IncidentRow, InstanceRow, Key } from '@/engine/index.ts';

/** Open incidents that are looked at for one answer, the newest first. */
const MAX_INCIDENTS = 20_000;

/** An incident as the API shows it: its own, or the one of a caller that stands because of it. */
export interface ShownIncident {
  readonly id: string;
  /** Of a caller: with the caller's instance and its call activity. */
  readonly row: IncidentRow;
  readonly causeId: string;
  readonly rootCauseId: string;
  /** null: of a job of a start event, and of no instance. */
  readonly treeKey: Key | null;
}

/**
 * Camunda 7 repeats an incident in every instance that called, up to the root. Here one row stands for the cause; the
 * others are shown beside it, with ids that count the steps up from it.
 */
export async function readIncidents(
  engine: Engine,
  where: readonly Condition<'incident'>[],
): Promise<readonly ShownIncident[]> {
  const rows = await engine.search.find('incident', {
    where,
    sort: [{ field: 'key', order: 'desc' }],
    limit: MAX_INCIDENTS,
  });
  const callers = await readCallers(engine, rows);
  return rows.flatMap((row) => chainOf(row, callers));
}

interface Callers {
  readonly instances: ReadonlyMap<Key, InstanceRow>;
  readonly callActivities: ReadonlyMap<Key, { readonly elementId: string }>;
}

/** One read per level of calls, for all incidents together. */
async function readCallers(engine: Engine, incidents: readonly IncidentRow[]): Promise<Callers> {
  const instances = new Map<Key, InstanceRow>();
  let missing = [
    ...new Set(incidents.flatMap(({ treeKey, instanceKey }) => (treeKey === instanceKey ? [] : (instanceKey ?? [])))),
  ];
  while (missing.length > 0) {
    const found = await engine.search.find('instance', {
      where: [{ field: 'key', op: 'in', value: missing }],
      limit: missing.length,
    });
    for (const instance of found) instances.set(instance.key, instance);
    missing = [
      ...new Set(
        found.map((instance) => instance.parentInstanceKey).filter((key) => key !== null && !instances.has(key)),
      ),
    ].filter((key) => key !== null);
  }
  const calls = [...instances.values()]
    .map((instance) => instance.parentElementInstanceKey)
    .filter((key) => key !== null);
  const elements =
    calls.length === 0
      ? []
      : await engine.search.find('elementInstance', {
          where: [{ field: 'key', op: 'in', value: calls }],
          limit: calls.length,
        });
  return { instances, callActivities: new Map(elements.map((element) => [element.key, element])) };
}

function chainOf(row: IncidentRow, { instances, callActivities }: Callers): readonly ShownIncident[] {
  const chain: ShownIncident[] = [{ id: row.key, row, causeId: row.key, rootCauseId: row.key, treeKey: row.treeKey }];
  let instance = row.instanceKey === null ? undefined : instances.get(row.instanceKey);
  for (
    let level = 1;
    instance !== undefined && instance.parentInstanceKey !== null && instance.parentElementInstanceKey !== null;
    level++
  ) {
    const caller = instances.get(instance.parentInstanceKey);
    const call = callActivities.get(instance.parentElementInstanceKey);
    if (caller === undefined || call === undefined) break;
    const causeId = chain[chain.length - 1]?.id ?? row.key;
    chain.push({
      id: `${row.key}-${level}`,
      causeId,
      rootCauseId: row.key,
      treeKey: row.treeKey,
      row: {
        ...row,
        message: '',
        instanceKey: caller.key,
        elementId: call.elementId,
        elementInstanceKey: instance.parentElementInstanceKey,
        executionKey: null,
        jobKey: null,
        definitionKey: caller.definitionKey,
        processId: caller.processId,
        definitionVersion: caller.definitionVersion,
        definitionName: caller.definitionName,
      },
    });
    instance = caller;
  }
  return chain;
}
