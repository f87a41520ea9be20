import { CronProblem, type CronField, type FieldRule } from './cron-field.ts';

/** The numbers that a field names, as they stand; signs count for nothing. Throws CronProblem for a range to `L`. */
export function numbersOf(field: CronField, { least, most }: Pick<FieldRule, 'least' | 'most'>): readonly number[] {
  const span = (from: number, to: number, period = 1): number[] =>
    to < from ? [] : Array.from({ length: Math.floor((to - from) / period) + 1 }, (_, n) => from + n * period);
  const bound = (value: number | string): number => {
    if (typeof value === 'number') return value;
    throw new CronProblem('Non integer values at intervals are not fully supported yet.');
  };
  switch (field.kind) {
    case 'always':
      return span(least, most);
    case 'open':
      return [];
    case 'on':
      return [field.value];
    case 'range':
      return span(bound(field.from), bound(field.to));
    case 'every': {
      const { of, period } = field;
      if (of.kind === 'range') return span(bound(of.from), bound(of.to), period);
      return span(of.kind === 'on' ? of.value : least, most, period);
    }
    case 'list':
      return field.parts.flatMap((part) => numbersOf(part, { least, most }));
  }
}

/** Those of dates or months: one range that ends before it begins is its beginning; with steps only within the field. */
export function numbersAlone(field: CronField, rule: Pick<FieldRule, 'least' | 'most'>): readonly number[] {
  const range = field.kind === 'every' ? field.of : field;
  if (range.kind !== 'range' || typeof range.from !== 'number' || typeof range.to !== 'number')
    return numbersOf(field, rule);
  if (range.from <= range.to) return numbersOf(field, rule);
  return field.kind === 'range' || range.from < rule.most ? [range.from] : [];
}
