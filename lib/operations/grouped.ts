const english = new Intl.NumberFormat('en');

/** A number as sentences write it, with every digit: `10,000`. */
export function grouped(value: number): string {
  return english.format(value);
}
