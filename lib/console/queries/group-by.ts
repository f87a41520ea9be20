/** Rows by a value of theirs, in the order in which they came. */
export function groupBy<Row, Value>(
  rows: readonly Row[],
  groupOf: (row: Row) => Value,
): ReadonlyMap<Value, readonly Row[]> {
  const groups = new Map<Value, Row[]>();
  for (const row of rows) {
    const value = groupOf(row);
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [row]);
    else group.push(row);
  }
  return groups;
}
