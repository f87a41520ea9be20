import type { Condition, Definition, ElementInstanceRow, Key, SubscriptionRow } from '@/engine/index.ts';
import type { Call } from './call.ts';
import { activityInstanceId } from './ids.ts';
import { isHeldAround } from './held-around.ts';

type ElementCondition = Condition<'elementInstance'>;

/**
 * The activity instance of what a completed scope still knows, until that can be undone no more. What runs shows the
 * scope around, for the completed one is over, or the only activity in that, since Camunda 7 runs it in the very
 * execution of the scope; history shows the completed one (of a sequential multi-instance body what is around, as the
 * original does).
 */
export async function completedScopes(
  call: Call,
  keys: readonly Key[],
  isHistory: boolean,
  definitions: ReadonlyMap<Key, Definition>,
): Promise<ReadonlyMap<Key, string>> {
  const shown = new Map<Key, string>();
  if (keys.length === 0) return shown;
  const { search } = call.engine;
  const kept = await search.find('subscription', {
    where: [{ field: 'eventScopeKey', op: 'in', value: keys }],
    limit: keys.length,
  });
  const any = kept.flatMap((one) => [...aroundIt(one), ...(isHistory ? itself(one) : [])]);
  const rows =
    any.length === 0
      ? []
      : await search.find('elementInstance', { where: [{ any }], sort: [{ field: 'key', order: 'asc' }] });
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const alone = isHistory ? new Map<Key, string>() : await aloneIn(call, kept, definitions);
  const outer = await completedAround(call, kept, byKey);
  for (const one of kept) {
    const { eventScopeKey, elementInstanceKey, instanceKey } = one;
    if (eventScopeKey === null || instanceKey === null) continue;
    const around = byKey.get(elementInstanceKey ?? '');
    const own =
      isHistory && !isSequentialBody(one, definitions)
        ? rows.filter((row) => isIt(row, one) && row.key < eventScopeKey).at(-1)
        : undefined;
    const scope = own ?? around ?? outer.get(elementInstanceKey ?? '');
    shown.set(
      eventScopeKey,
      alone.get(elementInstanceKey ?? instanceKey) ?? (scope === undefined ? instanceKey : activityInstanceId(scope)),
    );
  }
  return shown;
}

/** Completed scopes that lie in others: those are known by what would undo them. */
async function completedAround(
  { engine: { search } }: Call,
  kept: readonly SubscriptionRow[],
  rows: ReadonlyMap<Key, ElementInstanceRow>,
): Promise<ReadonlyMap<Key, Pick<ElementInstanceRow, 'key' | 'elementId' | 'kind'>>> {
  const unknown = [...new Set(kept.flatMap(({ elementInstanceKey }) => elementInstanceKey ?? []))].filter(
    (key) => !rows.has(key),
  );
  if (unknown.length === 0) return new Map();
  const outer = await search.find('subscription', { where: [{ field: 'eventScopeKey', op: 'in', value: unknown }] });
  return new Map(
    outer.flatMap(({ eventScopeKey: key, eventScopeKind: kind, name: elementId }) =>
      key === null || kind === null || elementId === null ? [] : [[key, { key, kind, elementId }] as const],
    ),
  );
}

/** What runs alone in the scopes around. */
async function aloneIn(
  { engine: { search } }: Call,
  kept: readonly SubscriptionRow[],
  definitions: ReadonlyMap<Key, Definition>,
): Promise<Map<Key, string>> {
  const around = [...new Set(kept.flatMap(({ elementInstanceKey }) => elementInstanceKey ?? []))];
  if (around.length === 0) return new Map();
  const inInstances = {
    field: 'instanceKey',
    op: 'in',
    value: [...new Set(kept.flatMap(({ instanceKey }) => instanceKey ?? []))],
  } as const;
  const [elements, continuations] = await Promise.all([
    search.find('elementInstance', {
      where: [inInstances, { field: 'scopeKey', op: 'in', value: around }, { field: 'endedAt', op: 'isNull' }],
    }),
    search.find('job', {
      where: [
        inInstances,
        { field: 'scopeKey', op: 'in', value: around },
        { field: 'kind', op: '=', value: 'continuation' },
        { field: 'endedAt', op: 'isNull' },
      ],
    }),
  ]);
  return new Map(
    around.flatMap((scopeKey) => {
      const [only, ...others] = elements.filter((element) => element.scopeKey === scopeKey);
      if (!only || others.length > 0 || continuations.some((job) => job.scopeKey === scopeKey)) return [];
      return isHeldAround(only, definitions.get(only.definitionKey)?.graph.elements.get(only.elementId))
        ? []
        : [[scopeKey, activityInstanceId(only)] as const];
    }),
  );
}

const aroundIt = ({ elementInstanceKey }: SubscriptionRow): ElementCondition[][] =>
  elementInstanceKey === null ? [] : [[{ field: 'key', op: '=', value: elementInstanceKey }]];

const itself = ({ instanceKey, name, eventScopeKind }: SubscriptionRow): ElementCondition[][] =>
  instanceKey === null || eventScopeKind === null
    ? []
    : [
        [
          { field: 'instanceKey', op: '=', value: instanceKey },
          { field: 'elementId', op: '=', value: name },
          { field: 'kind', op: '=', value: eventScopeKind },
        ],
      ];

const isIt = (row: ElementInstanceRow, { instanceKey, name, eventScopeKind }: SubscriptionRow): boolean =>
  row.instanceKey === instanceKey &&
  row.elementId === name &&
  row.kind === eventScopeKind &&
  row.phase !== 'compensating';

function isSequentialBody(
  { name, eventScopeKind, definitionKey }: SubscriptionRow,
  definitions: ReadonlyMap<Key, Definition>,
): boolean {
  const element = name === null ? undefined : definitions.get(definitionKey)?.graph.elements.get(name);
  return (
    eventScopeKind === 'multiInstanceBody' &&
    element !== undefined &&
    'multiInstance' in element &&
    element.multiInstance?.isSequential === true
  );
}
