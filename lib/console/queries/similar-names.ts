/** Changes of letters that a slip of the hand comes to. */
const MAX_CHANGES = 2;
const MAX_FOUND = 5;
/** Longer names are compared as a whole only. */
const MAX_LENGTH = 100;

/** Names that differ from one by case, by what separates their words, or by a slip or two. */
export function namesThatLookAlike(name: string, names: readonly string[]): readonly string[] {
  const plain = plainOf(name);
  return names
    .filter((other) => other !== name && (plainOf(other) === plain || isWithin(plain, plainOf(other), MAX_CHANGES)))
    .slice(0, MAX_FOUND);
}

const plainOf = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Whether so many letters changed, added or left out lead from one to the other. */
function isWithin(one: string, other: string, most: number): boolean {
  if (Math.abs(one.length - other.length) > most || one.length > MAX_LENGTH || one.length <= most) return false;
  let before = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const kept = (before[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      row.push(Math.min(kept, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    if (Math.min(...row) > most) return false;
    before = row;
  }
  return (before[other.length] ?? most + 1) <= most;
}
