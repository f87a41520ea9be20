/** What a list shows: the keys of its rows in their order, and whether that is all of them. */
export interface Listed {
  readonly keys: readonly string[];
  readonly isWhole: boolean;
}

/**
 * Of the chosen keys those that the list no longer has, as far as that can be seen: it shows everything, or still has a
 * row that stood behind. What is only pushed out of the part that is read is not among them.
 */
export function goneRows(chosen: ReadonlySet<string>, before: readonly string[], now: Listed): readonly string[] {
  const there = new Set(now.keys);
  return [...chosen].filter((key) => {
    if (there.has(key)) return false;
    if (now.isWhole) return true;
    const place = before.indexOf(key);
    return place >= 0 && before.slice(place + 1).some((each) => there.has(each));
  });
}
