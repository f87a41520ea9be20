import type { PairMark } from '@/components/diagram/badges.ts';
import type { ModelElement } from '@/components/diagram/model-elements.ts';
import type { MappedElement } from '@/lib/console/contract.ts';

/** Behind an id: the body around the runs of a multi-instance. */
export const BODY = '#multiInstanceBody';
export const elementOf = (id: string): string => id.replace(BODY, '');

export interface MappingRow {
  readonly source: string;
  readonly element: ModelElement | undefined;
  readonly isBody: boolean;
  readonly tokens: number;
  readonly entry: MappedElement | undefined;
  readonly how: 'none' | 'sameId' | 'sameName' | 'byHand';
  readonly problem: string | null;
}
export type RowFilter = 'all' | 'notMapped' | 'withTokens' | 'problems';

interface Ground {
  readonly sources: ReadonlyMap<string, ModelElement>;
  readonly targets: ReadonlyMap<string, ModelElement>;
  readonly mapping: readonly MappedElement[];
  readonly tokens: ReadonlyMap<string, number>;
  readonly problems: readonly { readonly elementId: string; readonly message: string }[];
}

/**
 * Each element of the present model and what takes over from it; those with a token come first, since they must be
 * mapped.
 */
export function mappingRows({ sources, targets, mapping, tokens, problems }: Ground): readonly MappingRow[] {
  const bySource = new Map(mapping.map((each) => [each.source, each]));
  const ids = [
    ...new Set([
      ...[...sources.values()].flatMap((each) => (each.isLoop ? [each.id + BODY, each.id] : [each.id])),
      ...mapping.map((each) => each.source),
    ]),
  ];
  return ids
    .map((source): MappingRow => {
      const element = sources.get(elementOf(source));
      const entry = bySource.get(source);
      const messages = [...new Set(problems.filter((each) => each.elementId === source).map((each) => each.message))];
      return {
        source,
        element,
        isBody: source.endsWith(BODY),
        tokens: tokens.get(source) ?? 0,
        entry,
        how: howOf(entry, element, targets),
        problem: messages.length === 0 ? null : messages.join('; '),
      };
    })
    .sort((one, other) => Number(other.tokens > 0) - Number(one.tokens > 0));
}

function howOf(
  entry: MappedElement | undefined,
  element: ModelElement | undefined,
  targets: ReadonlyMap<string, ModelElement>,
): MappingRow['how'] {
  if (entry === undefined) return 'none';
  if (entry.source === entry.target) return 'sameId';
  const target = targets.get(elementOf(entry.target));
  return element?.hasOwnName === true && target?.name === element.name ? 'sameName' : 'byHand';
}

export function filteredRows(rows: readonly MappingRow[], filter: RowFilter): readonly MappingRow[] {
  switch (filter) {
    case 'all':
      return rows;
    case 'notMapped':
      return rows.filter((row) => row.entry === undefined);
    case 'withTokens':
      return rows.filter((row) => row.tokens > 0);
    case 'problems':
      return rows.filter((row) => row.problem !== null);
  }
}

/** The same number on an element and on what takes over from it; what is not mapped has none. */
export function pairMarks(rows: readonly MappingRow[]): {
  readonly source: readonly PairMark[];
  readonly target: readonly PairMark[];
} {
  const order = new Map(
    rows.filter((row) => row.entry !== undefined && !row.isBody).map((row, n) => [row.source, n + 1]),
  );
  return {
    source: rows
      .filter((row) => !row.isBody)
      .map((row) => ({ elementId: row.source, number: order.get(row.source) ?? null, problem: row.problem })),
    target: rows.flatMap((row) => {
      const number = order.get(row.source);
      return row.entry === undefined || number === undefined
        ? []
        : [{ elementId: elementOf(row.entry.target), number, problem: null }];
    }),
  };
}

export function mapped(
  mapping: readonly MappedElement[],
  source: string,
  target: string | null,
): readonly MappedElement[] {
  const rest = mapping.filter((each) => each.source !== source);
  return target === null
    ? rest
    : [
        ...rest,
        { source, target, updatesTrigger: mapping.find((each) => each.source === source)?.updatesTrigger ?? false },
      ];
}

/** Elements without a pair that have the same name and kind as exactly one element of the other model. */
export function sameNames(
  sources: ReadonlyMap<string, ModelElement>,
  targets: ReadonlyMap<string, ModelElement>,
  mapping: readonly MappedElement[],
): readonly MappedElement[] {
  const [from, to] = [new Set(mapping.map((each) => each.source)), new Set(mapping.map((each) => each.target))];
  return [...sources.values()].flatMap((source): readonly MappedElement[] => {
    if (from.has(source.id) || !source.hasOwnName) return [];
    const twins = [...targets.values()].filter(
      (each) => each.name === source.name && each.kind === source.kind && !to.has(each.id),
    );
    const [twin] = twins;
    return twins.length === 1 && twin !== undefined
      ? [{ source: source.id, target: twin.id, updatesTrigger: false }]
      : [];
  });
}
