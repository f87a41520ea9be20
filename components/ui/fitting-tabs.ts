/** Pixels of the button that opens the rest. */
export const MORE_PX = 76;

/**
 * Which tabs stand in the row, by their widths, in their order; the others go into a menu. The chosen one is always in
 * the row: where it would be folded it takes the place of as many as it needs.
 */
export function fittingTabs(widths: readonly number[], room: number, chosen: number): readonly number[] {
  const all = widths.map((_, index) => index);
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total <= room) return all;
  const own = widths[chosen] ?? 0;
  let left = room - MORE_PX - own;
  const shown: number[] = [];
  for (const index of all) {
    if (index === chosen) continue;
    const width = widths[index] ?? 0;
    if (width > left) break;
    left -= width;
    shown.push(index);
  }
  return chosen in widths ? [...shown, chosen].sort((a, b) => a - b) : shown;
}
