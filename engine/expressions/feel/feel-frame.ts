import { type FeelValue, isContext } from './feel-value.ts';

/** Names that hide the variables: of a loop, a function, a filter, a context that is being written. */
export interface Frame {
  readonly names: ReadonlyMap<string, FeelValue>;
  readonly outer: Frame | null;
}

export const INPUT = '?';
/** The variable that is the input of a test where nothing is tested: `> 3` alone. */
export const TESTED_VARIABLE = 'cellInput';

export const NO_NAMES: Frame = { names: new Map(), outer: null };

/** A filter sees `item`, and the names of an item that is a context. */
export function itemFrame(item: FeelValue, outer: Frame | null): Frame {
  const own: Frame = { names: new Map([['item', item]]), outer };
  return isContext(item) ? { names: item, outer: own } : own;
}
