import type { VariableRow } from '@/lib/console/views/variable-view.ts';

export interface ComparedVariable {
  readonly id: string;
  readonly name: string;
  readonly scopeElementId: string | null;
  readonly a: VariableRow | null;
  readonly b: VariableRow | null;
  readonly result: 'same' | 'differs' | 'onlyA' | 'onlyB';
}

/**
 * Variables of two instances side by side: by name and element, and in the order of their runs where an element has
 * several.
 */
export function comparedVariables(a: readonly VariableRow[], b: readonly VariableRow[]): readonly ComparedVariable[] {
  const [left, right] = [byPlace(a), byPlace(b)];
  return [...new Set([...left.keys(), ...right.keys()])].sort().map((id) => {
    const [one, other] = [left.get(id) ?? null, right.get(id) ?? null];
    const row = one ?? other;
    const result =
      one === null
        ? 'onlyB'
        : other === null
          ? 'onlyA'
          : one.type === other.type && one.text === other.text && one.size === other.size
            ? 'same'
            : 'differs';
    return { id, name: row?.name ?? '', scopeElementId: row?.scopeElementId ?? null, a: one, b: other, result };
  });
}

function byPlace(rows: readonly VariableRow[]): ReadonlyMap<string, VariableRow> {
  const places = new Map<string, VariableRow>();
  const runs = new Map<string, number>();
  for (const row of rows) {
    const place = `${row.scopeElementId ?? ''} ${row.name}`;
    const run = runs.get(place) ?? 0;
    runs.set(place, run + 1);
    places.set(`${place} ${run}`, row);
  }
  return places;
}
